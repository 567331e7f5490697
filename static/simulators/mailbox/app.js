/* The mailbox on screen: three panes that are repainted after each change. */
import { focusOn, h, repaint } from "../kit/dom.js";
import { counted } from "../kit/formats.js";
import { StatusLine } from "../kit/status.js";
import { folderPane } from "./folders.js";
import { listPane, paintList } from "./list.js";
import { Mailbox } from "./mailbox.js";
import { readerPane } from "./reader.js";

export class MailApp {
  constructor(scenario, root, publish) {
    this.mailbox = new Mailbox(scenario);
    this.publish = publish;
    this.status = new StatusLine();
    this.view = { folder: scenario.open ?? "inbox", query: "", sort: "date", descending: true, only: "all", checked: new Set() };
    this.panes = {
      folders: h("nav", { class: "pane folders", "aria-label": "Dossiers" }),
      list: h("section", { class: "pane list", "aria-label": "Messages" }),
      reader: h("article", { class: "pane reader", "aria-label": "Message ouvert" }),
    };
    const { folders, list, reader } = this.panes;
    this.element = h("div", { class: "app mail" }, h("div", { class: "panes" }, folders, list, reader), this.status.element);
    root.append(this.element);
    this.status.rest(this.summary());
    this.paint();
    this.publish(this.mailbox.state);
  }

  restore(state) {
    this.mailbox.state = { ...this.mailbox.state, ...state };
    this.view.checked.clear();
    this.view.folder = this.reading()?.folder ?? this.view.folder;
    this.paint();
    this.publish(this.mailbox.state);
  }

  /** Do something to the mailbox, say it, and remember how to take it back. */
  change(text, act, { undo = true } = {}) {
    const before = structuredClone(this.mailbox.state);
    act();
    this.view.checked.clear();
    this.paint();
    this.publish(this.mailbox.state);
    if (text) this.status.say(text, undo ? () => this.restore(before) : null);
  }

  paint() {
    this.leaveEmptyReader();
    repaint(this.panes.folders, folderPane(this));
    repaint(this.panes.list, listPane(this));
    repaint(this.panes.reader, readerPane(this));
    this.element.classList.toggle("reading", this.mailbox.state.reading !== null);
  }

  paintList() {
    paintList(this);
  }

  /* A message that left the folder on screen is no longer open, as in any mail program. */
  leaveEmptyReader() {
    const entry = this.reading();
    if (!entry || entry.folder !== this.view.folder) this.mailbox.state.reading = null;
  }

  summary() {
    const { folder } = this.view;
    return `${this.mailbox.folderName(folder)} : ${counted(this.mailbox.entries(folder).length, "message")}.`;
  }

  reading() {
    const id = this.mailbox.state.reading;
    return id === null ? null : this.mailbox.entry(id);
  }

  show(folder) {
    Object.assign(this.view, { folder, query: "", only: "all", checked: new Set() });
    this.mailbox.state.reading = null;
    this.panes.folders.classList.remove("open");
    this.paint();
    this.publish(this.mailbox.state);
    this.status.say(this.summary());
  }

  open(id) {
    this.mailbox.state.reading = id;
    this.mailbox.update([id], { read: true });
    this.paint();
    this.publish(this.mailbox.state);
    this.panes.reader.querySelector("h2")?.focus();
  }

  close() {
    const id = this.mailbox.state.reading;
    this.mailbox.state.reading = null;
    this.paint();
    this.publish(this.mailbox.state);
    focusOn(this.panes.list, `open-${id}`);
  }

  /** After a move or a removal the focus goes to the list, where the next message is. */
  focusList() {
    (this.panes.list.querySelector("[role=grid] [tabindex='0']") ?? this.panes.list.querySelector("input"))?.focus();
  }
}
