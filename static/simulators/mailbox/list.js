/* The middle pane: search, sort, and the messages of a folder as a grid. */
import { h, repaint, select } from "../kit/dom.js";
import { bytes, counted, folded, longDate, shortDate } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { rovingGrid, settleRoving } from "../kit/roving.js";
import { actionsFor } from "./actions.js";
import { compose } from "./composer.js";
import { correspondent, searchable } from "./mailbox.js";

const SORTS = [["date", "Date"], ["from", "Expéditeur"], ["subject", "Objet"], ["size", "Taille"]];
const KEEP = [["all", "Tous"], ["unread", "Non lus"], ["starred", "Suivis"], ["attached", "Avec pièce jointe"]];
const KEYS = {
  date: (entry) => entry.date,
  from: (entry) => folded(entry.from),
  subject: (entry) => folded(entry.subject),
  size: (entry) => weight(entry),
};

export function listPane(app) {
  const body = h("div", { class: "list-body" });
  app.listBody = body;
  paintList(app);
  return [h("div", { class: "head" }, app.mailbox.has("search") && searchBox(app), sorting(app)), body];
}

function searchBox(app) {
  return h("label", { class: "search" }, icon("search"), h("span", { class: "sr-only" }, "Rechercher dans ce dossier"),
    h("input", {
      type: "search", placeholder: "Rechercher", value: app.view.query, "data-focus": "search",
      oninput: (event) => { app.view.query = event.target.value; app.paintList(); },
      onchange: () => app.status.say(counted(shown(app).length, "message trouvé", "messages trouvés")),
    }));
}

function sorting(app) {
  const { view } = app;
  const labels = app.mailbox.state.labels.map((label) => [`label:${label}`, `Étiquette ${label}`]);
  const choose = (name) => (event) => { view[name] = event.target.value; if (name === "sort") view.descending = view.sort === "date" || view.sort === "size"; app.paint(); };
  return h("div", { class: "row sorting" },
    select([...KEEP, ...labels], view.only, { "aria-label": "Afficher", "data-focus": "only", onchange: choose("only") }),
    select(SORTS, view.sort, { "aria-label": "Trier par", "data-focus": "sort", onchange: choose("sort") }),
    h("button", {
      type: "button", class: "btn icon", "data-focus": "order", title: view.descending ? "Ordre décroissant" : "Ordre croissant",
      "aria-label": view.descending ? "Ordre décroissant" : "Ordre croissant", onclick: () => { view.descending = !view.descending; app.paint(); },
    }, icon(view.descending ? "arrow-down" : "up")));
}

export function paintList(app) {
  const entries = shown(app);
  const grid = h("div", { role: "grid", class: "rows", "aria-label": `Messages : ${app.mailbox.folderName(app.view.folder)}` }, entries.map((entry) => row(app, entry)));
  rovingGrid(grid, "[role=row]", "[data-cell]");
  settleRoving(grid, "[data-cell]", ".open");
  repaint(app.listBody, bulkBar(app), entries.length ? grid : h("p", { class: "empty" }, app.view.query ? "Aucun message trouvé." : "Aucun message ici."));
}

function shown(app) {
  const { view, mailbox } = app;
  const words = folded(view.query).split(/\s+/).filter(Boolean);
  const kept = mailbox.entries(view.folder).filter((entry) => keeps(view.only, entry) && words.every((word) => searchable(entry).includes(word)));
  const key = KEYS[view.sort];
  const sorted = kept.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return view.descending ? sorted.reverse() : sorted;
}

function keeps(only, entry) {
  if (only.startsWith("label:")) return entry.labels.includes(only.slice(6));
  return { all: true, unread: !entry.read, starred: entry.starred, attached: entry.attachments.length > 0 }[only];
}

function weight(entry) {
  return entry.body.length + entry.attachments.reduce((total, { size = "120 Ko" }) => total + bytes(size), 0);
}

function row(app, entry) {
  const { view, mailbox } = app;
  const who = correspondent(entry, mailbox.scenario.owner);
  const checked = view.checked.has(entry.id);
  const line = h("div", { role: "row", class: `message${entry.read ? "" : " unread"}`, "aria-selected": String(checked), draggable: !entry.written && mailbox.has("move") ? "true" : null },
    h("div", { role: "gridcell" }, !entry.written && h("input", { type: "checkbox", "data-cell": true, "data-focus": `check-${entry.id}`, checked, "aria-label": `Sélectionner ${entry.subject}`, onchange: () => check(app, entry.id) })),
    h("div", { role: "gridcell" }, !entry.written && mailbox.has("star") && starButton(app, entry)),
    h("div", { role: "gridcell", class: "main" }, openButton(app, entry, who)));
  line.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", (checked ? [...view.checked] : [entry.id]).join(" ")));
  return line;
}

function openButton(app, entry, who) {
  const facts = [entry.read ? "" : "non lu", entry.attachments.length ? "avec pièce jointe" : ""].filter(Boolean).join(", ");
  return h("button", {
    type: "button", class: "open", "data-cell": true, "data-focus": `open-${entry.id}`, "aria-current": app.mailbox.state.reading === entry.id ? "true" : null,
    onclick: () => (entry.draft ? compose(app, { draft: entry.id }) : app.open(entry.id)),
  },
  h("span", { class: "top" }, h("span", { class: "who ellipsis" }, who), entry.attachments.length > 0 && icon("clip"),
    h("time", { datetime: entry.date, title: longDate(entry.date) }, shortDate(entry.date, app.mailbox.scenario.today))),
  h("span", { class: "subject ellipsis" }, entry.subject || "(sans objet)"),
  h("span", { class: "extract ellipsis" }, entry.body.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replace(/\s+/g, " ").slice(0, 120)),
  entry.labels.length > 0 && h("span", { class: "labels" }, entry.labels.map((label) => h("span", { class: "chip" }, label))),
  facts && h("span", { class: "sr-only" }, `(${facts})`));
}

function starButton(app, entry) {
  const text = entry.starred ? "Ne plus suivre" : "Suivre";
  return h("button", {
    type: "button", class: `star${entry.starred ? " on" : ""}`, "data-cell": true, "data-focus": `star-${entry.id}`, "aria-pressed": String(entry.starred), "aria-label": `Suivre ${entry.subject}`, title: text,
    onclick: () => app.change("", () => app.mailbox.update([entry.id], { starred: !entry.starred })),
  }, icon("star"));
}

function check(app, id) {
  const { checked } = app.view;
  checked.has(id) ? checked.delete(id) : checked.add(id);
  app.paintList();
}

/* What can be done to all ticked messages at once. */
function bulkBar(app) {
  const entries = [...app.view.checked].map((id) => app.mailbox.entry(id)).filter((entry) => entry.folder === app.view.folder);
  if (!entries.length) return null;
  return h("div", { class: "bulk", role: "toolbar", "aria-label": "Messages sélectionnés" }, h("span", { class: "strong" }, counted(entries.length, "sélectionné")), actionsFor(app, entries));
}
