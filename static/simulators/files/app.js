/* The explorer on screen: tree, list and command bar, repainted after each change. */
import { focusOn, h, repaint } from "../kit/dom.js";
import { counted } from "../kit/formats.js";
import { StatusLine } from "../kit/status.js";
import { commandBar } from "./commands.js";
import { Explorer } from "./explorer.js";
import { locationBar, paintRows } from "./list.js";
import { treePane } from "./tree.js";

export class FilesApp {
  constructor(scenario, root, publish) {
    this.explorer = new Explorer(scenario);
    this.publish = publish;
    this.status = new StatusLine();
    this.clipboard = null;
    this.expanded = new Set(["root", ...this.explorer.ancestors(this.explorer.state.current), this.explorer.state.current]);
    this.panes = {
      bar: h("div", { class: "bar", role: "toolbar", "aria-label": "Actions" }),
      tree: h("nav", { class: "pane tree", "aria-label": "Dossiers" }),
      place: h("div", { class: "place" }),
      rows: h("div", { class: "rows-pane" }),
    };
    const { bar, tree, place, rows } = this.panes;
    this.element = h("div", { class: "app files" }, bar, h("div", { class: "panes" }, tree, h("section", { class: "pane content", "aria-label": "Contenu du dossier" }, place, rows)), this.status.element);
    root.append(this.element);
    this.status.rest(this.summary());
    this.paint();
    this.save();
  }

  restore(state) {
    this.explorer.state = { ...this.explorer.state, ...state };
    this.clipboard = null;
    this.paint();
    this.save();
  }

  save() {
    this.publish(this.explorer.state);
  }

  /** Do something to the files, say it, and remember how to take it back. */
  change(text, act) {
    const before = structuredClone(this.explorer.state);
    const result = act();
    const { state } = this.explorer;
    state.selected = state.selected.filter((id) => this.explorer.listed().includes(id));
    this.paint();
    this.save();
    this.status.say(text, () => this.restore(before));
    return result;
  }

  paint() {
    repaint(this.panes.tree, treePane(this));
    repaint(this.panes.place, locationBar(this));
    this.paintContent();
  }

  paintContent() {
    repaint(this.panes.bar, commandBar(this));
    paintRows(this, this.panes.rows);
  }

  /** Show a folder; the focus goes to its first row when it was in the list. */
  go(folder) {
    const { state } = this.explorer;
    const inList = this.panes.rows.contains(document.activeElement);
    Object.assign(state, { current: folder, selected: [] });
    state.view.query = "";
    for (const id of [...this.explorer.ancestors(folder), folder]) this.expanded.add(id);
    this.panes.tree.classList.remove("open");
    this.paint();
    this.save();
    this.status.say(this.summary());
    if (inList) this.focusRows();
  }

  summary() {
    const { current } = this.explorer.state;
    return `${this.explorer.name(current)} : ${counted(this.explorer.listed().length, "élément")}.`;
  }

  select(ids) {
    this.explorer.state.selected = ids;
    this.paintContent();
    this.save();
  }

  setView(change) {
    Object.assign(this.explorer.state.view, change);
    this.explorer.state.selected = [];
    this.paint();
    this.save();
  }

  /** Search while typing: only the rows change, the field keeps its cursor. */
  search(query) {
    this.explorer.state.view.query = query;
    this.explorer.state.selected = [];
    this.paintContent();
    this.save();
  }

  focusRows(id = null) {
    if (id) focusOn(this.panes.rows, `row-${id}`);
    else (this.panes.rows.querySelector("[role=row][tabindex='0']") ?? this.panes.rows.querySelector("[role=grid]"))?.focus();
  }
}
