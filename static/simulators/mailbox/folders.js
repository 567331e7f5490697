/* The left pane: new message, folders, settings. */
import { h } from "../kit/dom.js";
import { openDialog } from "../kit/dialog.js";
import { counted } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { menuButton } from "../kit/menu.js";
import { roving, settleRoving } from "../kit/roving.js";
import { compose } from "./composer.js";
import { askFolder, settingsEntries } from "./settings.js";

export function folderPane(app) {
  const { mailbox, panes } = app;
  const open = panes.folders.classList.contains("open");
  const settings = settingsEntries(app);
  const toggle = h("button", {
    type: "button", class: "btn line folder-toggle", "aria-expanded": String(open), "data-focus": "folder-toggle",
    onclick: () => { panes.folders.classList.toggle("open"); app.paint(); },
  }, icon("folder"), h("span", { class: "ellipsis" }, mailbox.folderName(app.view.folder)), icon("down"));
  return [
    h("div", { class: "head" },
      mailbox.has("compose") && h("button", { type: "button", class: "btn new", "data-focus": "compose", onclick: () => compose(app) }, icon("pen"), h("span", {}, "Nouveau message")),
      toggle,
      settings.length > 0 && menuButton("Réglages", () => settings, { "data-focus": "settings", class: "btn icon gear" }, [icon("settings")])),
    h("div", { class: "folder-list" }, folderList(app), tools(app)),
  ];
}

function folderList(app) {
  const list = h("ul", {}, app.mailbox.folders().map((folder) => h("li", {}, folderButton(app, folder))));
  roving(list, "button");
  settleRoving(list, "button");
  return list;
}

function folderButton(app, { id, name, icon: image }) {
  const unread = id === "drafts" ? app.mailbox.entries(id).length : app.mailbox.unread(id);
  const button = h("button", {
    type: "button", class: "folder", "data-focus": `folder-${id}`, "aria-current": app.view.folder === id ? "true" : null, onclick: () => app.show(id),
  }, icon(image), h("span", { class: "ellipsis" }, name),
  unread > 0 && h("span", { class: "count" }, h("span", { "aria-hidden": "true" }, unread), h("span", { class: "sr-only" }, id === "drafts" ? counted(unread, "brouillon") : counted(unread, "non lu"))));
  if (app.mailbox.has("move") && !["sent", "drafts"].includes(id)) acceptDrop(app, button, id, name);
  return button;
}

function acceptDrop(app, button, id, name) {
  button.addEventListener("dragover", (event) => { event.preventDefault(); button.classList.add("target"); });
  button.addEventListener("dragleave", () => button.classList.remove("target"));
  button.addEventListener("drop", (event) => {
    event.preventDefault();
    const ids = event.dataTransfer.getData("text/plain").split(" ").filter((key) => app.mailbox.originals.has(key));
    if (ids.length) app.change(`${counted(ids.length, "message déplacé", "messages déplacés")} dans ${name}.`, () => app.mailbox.move(ids, id));
  });
}

function tools(app) {
  const { mailbox, view } = app;
  const waiting = !mailbox.state.fetched && mailbox.scenario.messages.some((message) => message.incoming);
  const trash = view.folder === "bin" && mailbox.entries("bin").length > 0;
  return h("div", { class: "tools" },
    waiting && tool("refresh", "Relever le courrier", () => fetchMail(app)),
    mailbox.has("folders") && tool("folder-plus", "Nouveau dossier", () => askFolder(app)),
    trash && tool("bin", "Vider la corbeille", () => emptyBin(app)));
}

function tool(image, text, run) {
  return h("button", { type: "button", class: "btn quiet", "data-focus": text, onclick: run }, icon(image), text);
}

function fetchMail(app) {
  let count = 0;
  app.change("", () => { count = app.mailbox.fetch(); }, { undo: false });
  app.status.say(`${counted(count, "nouveau message", "nouveaux messages")}.`);
}

function emptyBin(app) {
  const ids = app.mailbox.entries("bin").map((entry) => entry.id);
  openDialog({
    title: "Vider la corbeille ?", body: `${counted(ids.length, "message")} : suppression définitive.`, action: "Vider la corbeille", danger: true,
    confirm: (close) => { close(); app.change("Corbeille vidée.", () => app.mailbox.remove(ids), { undo: false }); },
  });
}
