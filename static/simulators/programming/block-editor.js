/* The block editor: a palette, and a program that is a nested list. Everything is done by click or by keyboard; dragging is a shortcut. */

import { h, focusOn, repaint } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { roving, settleRoving } from "../kit/roving.js";
import { enableDragging } from "./block-drag.js";
import { KINDS, completed, freshBlock, title, walk } from "./blocks.js";
import { slotField } from "./slots.js";
import { bodies, find, holds, move, remove, shift } from "./tree.js";

const MAX_BLOCKS = 200;

export class BlockEditor {
  constructor(scenario, say, onEdit) {
    Object.assign(this, { scenario, say, onEdit, serial: 0, keys: new WeakMap(), now: null, wrong: null });
    this.tree = h("div", { class: "program", onkeydown: (event) => this.key(event) });
    const palette = h("div", { class: "palette", role: "group", "aria-label": "Blocs à ajouter" }, scenario.palette.map((name) => this.offer(name)));
    this.element = h("div", { class: "blocks" }, palette, this.tree);
    roving(this.tree, ".grip");
    enableDragging(this);
    this.set(scenario.program ?? []);
  }

  get state() { return { language: "blocks", program: this.program }; }

  set(program) {
    this.program = completed(program);
    this.selected = null;
    this.place = { list: this.program, index: this.program.length };
    this.paint();
  }

  // What one does

  offer(name) {
    return h("button", {
      type: "button", class: `offer group-${KINDS[name].group}`, draggable: "true", "data-offer": name, onclick: () => this.add(name),
    }, icon("plus"), title(name));
  }

  add(name, place = this.place) {
    if ([...walk(this.program)].length >= MAX_BLOCKS) return;
    const block = freshBlock(name);
    place.list.splice(place.index, 0, block);
    this.select(block, bodies(block).length ? { list: block.body, index: 0 } : null);
    this.edited(`Bloc ajouté : ${this.label(block)}`);
  }

  select(block, place = null) {
    this.selected = block;
    if (place) this.place = place;
    else if (block) {
      const { list, index } = find(this.program, block);
      this.place = { list, index: index + 1 };
    }
  }

  choose(block) {
    this.select(block);
    this.paint();
    focusOn(this.tree, this.key_(block));
  }

  aim(list, words) {
    this.selected = null;
    this.place = { list, index: list.length };
    this.paint();
    this.say(`Le prochain bloc ira ${words}`);
  }

  shift(block, direction) {
    if (!shift(this.program, block, direction)) return;
    this.select(block);
    this.edited(`Déplacé : ${this.label(block)}`);
    focusOn(this.tree, this.key_(block));
  }

  copy(block) {
    const { list, index } = find(this.program, block);
    const [double] = completed([structuredClone(block)]);
    list.splice(index + 1, 0, double);
    this.select(double);
    this.edited(`Copié : ${this.label(double)}`);
    focusOn(this.tree, this.key_(double));
  }

  remove(block) {
    const label = this.label(block);
    const { list, index } = remove(this.program, block);
    const near = list[index] ?? list[index - 1] ?? null;
    this.select(near, { list, index });
    this.edited(`Supprimé : ${label}`);
    if (near) focusOn(this.tree, this.key_(near));
    else this.tree.querySelector(".grip, .spot")?.focus();
  }

  drop(dragged, place) {
    if (typeof dragged === "string") this.add(dragged, place);
    else if (!place.owner || !holds(dragged, place.owner)) {
      move(this.program, dragged, place);
      this.select(dragged);
      this.edited(`Déplacé : ${this.label(dragged)}`);
    }
  }

  edited(words) {
    this.paint();
    this.say(words);
    this.onEdit();
  }

  key(event) {
    const block = event.target.matches?.(".grip") ? this.blockOf(event.target) : null;
    if (!block) return;
    const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (direction && event.altKey) this.shift(block, direction);
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(block);
    else return;
    event.preventDefault();
  }

  // What one sees

  number(block) { return [...walk(this.program)].indexOf(block) + 1; }

  label(block) { return `bloc ${this.number(block)}, ${title(block.block)}`; }

  key_(block) {
    if (!this.keys.has(block)) this.keys.set(block, `block-${(this.serial += 1)}`);
    return this.keys.get(block);
  }

  blockOf(element) {
    const wanted = element.closest("[data-block]")?.dataset.block;
    return [...walk(this.program)].find((block) => this.key_(block) === wanted) ?? null;
  }

  /** Mark the block being executed, or the one with a mistake. */
  highlight(number, problem = false) {
    this.tree.querySelectorAll(".now, .wrong").forEach((head) => head.classList.remove("now", "wrong"));
    const block = [...walk(this.program)][number - 1];
    if (block) this.tree.querySelector(`[data-block="${this.key_(block)}"] > .head`)?.classList.add(problem ? "wrong" : "now");
  }

  paint() {
    repaint(this.tree, this.list(this.program, "à la fin du programme", "Programme"));
    settleRoving(this.tree, ".grip");
    const grip = this.selected && this.tree.querySelector(`[data-focus="${this.key_(this.selected)}"]`);
    if (grip) this.tree.querySelectorAll(".grip").forEach((other) => { other.tabIndex = other === grip ? 0 : -1; });
  }

  list(list, words, label) {
    const rows = list.map((block, index) => [this.caret(list, index), this.row(block)]);
    return h("ol", { class: "list", "aria-label": label }, rows, this.spot(list, words));
  }

  caret(list, index) {
    const here = this.place.list === list && this.place.index === index && index < list.length;
    return here && h("li", { class: "caret", "aria-hidden": "true" });
  }

  /* The end of a list: press it and the next block goes there. */
  spot(list, words) {
    const here = this.place.list === list && this.place.index >= list.length;
    const text = list.length ? "" : "Ajoutez un bloc ici";
    return h("li", {}, h("button", {
      type: "button", class: "spot", "aria-pressed": here, "aria-label": `Placer le prochain bloc ${words}`,
      "data-spot": this.spotKey(list), "data-focus": this.spotKey(list), onclick: () => this.aim(list, words),
    }, text));
  }

  spotKey(list) {
    if (!this.keys.has(list)) this.keys.set(list, `spot-${(this.serial += 1)}`);
    return this.keys.get(list);
  }

  row(block) {
    const kind = KINDS[block.block];
    const label = this.label(block);
    const chosen = block === this.selected;
    const head = h(
      "div", { class: "head", onclick: (event) => { if (!event.target.closest("button, input, select")) this.choose(block); } },
      this.grip(block, label, chosen), h("span", { class: "words" }, this.words(block, label)), chosen && this.tools(block),
    );
    const inside = `dans « ${title(block.block)} »`;
    const parts = kind.bodies.map((part) => (part === "orelse"
      ? [h("p", { class: "else" }, "sinon"), this.list(block.orelse, `dans « sinon »`, `Sinon, ${label}`)]
      : this.list(block.body, inside, `Dans ${label}`)));
    return h("li", { class: `block group-${kind.group}${chosen ? " chosen" : ""}`, "data-block": this.key_(block) }, head, parts);
  }

  grip(block, label, chosen) {
    return h("button", {
      type: "button", class: "grip", draggable: "true", "aria-pressed": chosen, "aria-label": label, "data-focus": this.key_(block),
      "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown Delete", onclick: () => this.choose(block),
    }, String(this.number(block)));
  }

  words(block, label) {
    const options = {
      block, label, robot: this.scenario.world === "robot", tests: this.scenario.tests, focus: this.key_(block),
    };
    return KINDS[block.block].label.map((part) => (typeof part === "string" ? h("span", {}, part) : slotField(part, {
      ...options, set: (text) => { block.slots[part.slot] = text; this.onEdit(); },
    })));
  }

  tools(block) {
    const tool = (name, label, action) => h("button", {
      type: "button", class: "btn icon", "aria-label": label, title: label, "data-focus": `${this.key_(block)}-${name}`, onclick: action,
    }, icon(name));
    return h(
      "div", { class: "tools", role: "group", "aria-label": "Bloc choisi" },
      tool("up", "Monter", () => this.shift(block, -1)), tool("down", "Descendre", () => this.shift(block, 1)),
      tool("copy", "Dupliquer", () => this.copy(block)), tool("bin", "Supprimer", () => this.remove(block)),
    );
  }
}
