/* A plain, comfortable editor for Python: line numbers, automatic indentation, the line being executed. */

import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";

const INDENT = "    ";
const MAX_CHARACTERS = 10000;

export class TextEditor {
  /** `words`: what the program may call here besides Python itself, in a sentence. */
  constructor(text, onEdit, words = "") {
    this.onEdit = onEdit;
    this.area = h("textarea", {
      class: "code", "aria-label": "Programme Python", spellcheck: "false", autocapitalize: "off", autocomplete: "off",
      wrap: "off", maxlength: MAX_CHARACTERS, "data-focus": "code", oninput: () => this.edited(), onkeydown: (event) => this.key(event),
    });
    this.lines = h("ol", { class: "lines", "aria-hidden": "true" });
    const tools = h(
      "div", { class: "row tools" },
      tool("right", "Décaler à droite", () => this.indent(true)), tool("back", "Décaler à gauche", () => this.indent(false)),
      h("p", { class: "hint" }, "Entrée garde le décalage de la ligne ; Ctrl + ] et Ctrl + [ décalent la ligne."),
    );
    const note = words && h("p", { class: "small" }, words);
    this.element = h("div", { class: "python" }, note, h("div", { class: "sheet" }, this.lines, this.area), tools);
    this.set(text);
  }

  get state() { return { language: "python", text: this.area.value }; }

  set(text) {
    this.area.value = text;
    this.paint();
  }

  edited() {
    this.paint();
    this.onEdit();
  }

  paint() {
    const count = Math.max(this.area.value.split("\n").length, 6);
    this.area.rows = count;
    while (this.lines.children.length > count) this.lines.lastChild.remove();
    while (this.lines.children.length < count) this.lines.append(h("li", {}));
    this.highlight(null);
  }

  /** Show a line: the one being executed, or the one with a mistake. */
  highlight(line, problem = false) {
    [...this.lines.children].forEach((item, rank) => {
      item.classList.toggle("now", rank + 1 === line && !problem);
      item.classList.toggle("wrong", rank + 1 === line && problem);
    });
  }

  key(event) {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !control && !event.altKey) this.breakLine(event);
    else if (control && (event.key === "]" || event.key === "[")) {
      event.preventDefault();
      this.indent(event.key === "]");
    } else if (event.key === "Backspace") this.backspace(event);
  }

  /* Typed through the browser's own editing, so that its undo keeps working. */
  insert(text) {
    this.area.focus();
    const done = text ? document.execCommand?.("insertText", false, text) : document.execCommand?.("delete");
    if (!done) {
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.edited();
    }
  }

  before() {
    const start = this.area.value.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
    return this.area.value.slice(start, this.area.selectionStart);
  }

  breakLine(event) {
    event.preventDefault();
    const line = this.before();
    const deeper = /:\s*(#.*)?$/.test(line) ? INDENT : "";
    this.insert(`\n${line.match(/^ */)[0]}${deeper}`);
  }

  backspace(event) {
    const line = this.before();
    if (this.area.selectionStart !== this.area.selectionEnd || !line || line.trim() || line.length % INDENT.length) return;
    event.preventDefault();
    this.area.setSelectionRange(this.area.selectionStart - INDENT.length, this.area.selectionStart);
    this.insert("");
  }

  indent(deeper) {
    const { value, selectionStart, selectionEnd } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const found = value.indexOf("\n", Math.max(selectionEnd - 1, selectionStart));
    const end = found < 0 ? value.length : found;
    const shift = (line) => (deeper ? line && INDENT + line : line.replace(/^ {1,4}/, ""));
    const text = value.slice(start, end).split("\n").map(shift).join("\n");
    this.area.setSelectionRange(start, end);
    this.insert(text || (deeper ? INDENT : ""));
    if (!text.includes("\n")) this.area.setSelectionRange(start + text.length, start + text.length);
    else this.area.setSelectionRange(start, start + text.length);
  }
}

function tool(name, label, onclick) {
  return h("button", { type: "button", class: "btn line", onclick }, icon(name), label);
}
