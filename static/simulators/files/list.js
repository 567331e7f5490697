/* The right pane: where we are, search, and the rows of the folder as a grid. */
import { h, repaint } from "../kit/dom.js";
import { counted, longDate, sizeText, tableDate } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { openMenu } from "../kit/menu.js";
import { keyboard } from "./keyboard.js";
import { menuEntries, openItem } from "./commands.js";
import { acceptDrop, makeDraggable } from "./drag.js";
import { kindOf, shortName } from "./kinds.js";

const COLUMNS = [["name", "Nom"], ["size", "Taille"], ["kind", "Type"], ["date", "Modifié le"]];

export function locationBar(app) {
  const { explorer, panes } = app;
  const { current, view } = explorer.state;
  const path = [...explorer.ancestors(current), current];
  const crumbs = path.map((id, index) => h("li", {}, index < path.length - 1
    ? h("button", { type: "button", class: "btn quiet", "data-focus": `crumb-${id}`, onclick: () => app.go(id) }, explorer.name(id))
    : h("span", { class: "strong", "aria-current": "page" }, explorer.name(id)), index < path.length - 1 && icon("right")));
  return [
    h("button", { type: "button", class: "btn icon tree-toggle", "aria-label": "Afficher les dossiers", "aria-expanded": String(panes.tree.classList.contains("open")), "data-focus": "tree-toggle", onclick: () => { panes.tree.classList.toggle("open"); app.paint(); } }, icon("list")),
    path.length > 1 && h("button", { type: "button", class: "btn icon", "aria-label": "Dossier parent", title: "Dossier parent", "data-focus": "up", onclick: () => app.go(path.at(-2)) }, icon("up")),
    h("ol", { class: "crumbs", "aria-label": "Emplacement" }, crumbs),
    explorer.has("search") && h("label", { class: "search" }, icon("search"), h("span", { class: "sr-only" }, "Rechercher dans ce dossier"),
      h("input", { type: "search", placeholder: "Rechercher", value: view.query, maxlength: 100, "data-focus": "search", oninput: (event) => app.search(event.target.value), onchange: () => app.status.say(counted(explorer.listed().length, "élément trouvé", "éléments trouvés")) })),
  ];
}

export function paintRows(app, container) {
  const { explorer } = app;
  const { view, current } = explorer.state;
  const ids = explorer.listed();
  const grid = h("div", { role: "grid", class: `grid ${view.layout}`, "aria-label": explorer.name(current), "aria-multiselectable": "true", tabindex: ids.length ? null : "0" }, headers(app), ids.map((id, index) => row(app, id, index)));
  keyboard(app, grid, ids);
  grid.addEventListener("click", (event) => { if (event.target === grid) app.select([]); });
  repaint(container, grid, !ids.length && h("p", { class: "empty" }, view.query ? "Aucun élément trouvé." : "Ce dossier est vide."));
}

function headers(app) {
  const { explorer } = app;
  const { view } = explorer.state;
  const cells = COLUMNS.map(([key, text]) => {
    const sorted = view.sort === key;
    const flip = () => app.setView({ sort: key, descending: sorted && !view.descending });
    const content = explorer.has("sort") ? h("button", { type: "button", "data-focus": `sort-${key}`, onclick: flip }, text, sorted && icon(view.descending ? "arrow-down" : "up")) : text;
    return h("div", { role: "columnheader", class: `cell ${key}`, "aria-sort": sorted ? (view.descending ? "descending" : "ascending") : "none" }, content);
  });
  return h("div", { role: "row", class: "entry header" }, cells);
}

function row(app, id, index) {
  const { explorer } = app;
  const { selected, view } = explorer.state;
  const chosen = selected.includes(id);
  const look = kindOf(explorer.kind(id), explorer.name(id));
  const shown = view.extensions ? explorer.name(id) : shortName(explorer.kind(id), explorer.name(id));
  const line = h("div", {
    role: "row", class: `entry item${app.clipboard?.mode === "cut" && app.clipboard.ids.includes(id) ? " cut" : ""}`, "data-id": id, "data-focus": `row-${id}`,
    "aria-selected": String(chosen), tabindex: (selected.length ? selected[0] === id : index === 0) ? "0" : "-1",
  },
  h("div", { role: "gridcell", class: "cell name" }, h("span", { class: `box${chosen ? " on" : ""}` }, chosen && icon("check")), icon(look.icon), h("span", { class: "label" }, shown), badges(explorer, id)),
  h("div", { role: "gridcell", class: "cell size" }, explorer.kind(id) === "folder" ? "" : sizeText(explorer.size(id))),
  h("div", { role: "gridcell", class: "cell kind" }, view.query ? `${look.text}, dans ${explorer.name(explorer.item(id).parent)}` : look.text),
  h("div", { role: "gridcell", class: "cell date" }, h("time", { datetime: explorer.date(id), title: longDate(explorer.date(id)) }, tableDate(explorer.date(id)))));
  attend(app, line, id);
  return line;
}

function badges(explorer, id) {
  const item = explorer.item(id);
  const badge = (image, text) => h("span", { class: "badge", title: text }, icon(image), h("span", { class: "sr-only" }, text));
  return h("span", { class: "badges" },
    explorer.has("tags") && item.tags.map((tag) => h("span", { class: "chip" }, tag)),
    (item.shares.length > 0 || item.link !== "none") && badge("people", "Partagé"),
    explorer.has("sync") && explorer.kind(id) !== "folder" && (item.sync === "local" ? badge("device", "Sur cet appareil") : badge("cloud", "En ligne seulement")));
}

/* A click selects, a double click opens; with a finger, a tap on the name opens. */
function attend(app, line, id) {
  const { explorer } = app;
  let touch = false;
  line.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; });
  line.addEventListener("click", (event) => {
    const { selected } = explorer.state;
    const toggled = selected.includes(id) ? selected.filter((each) => each !== id) : [...selected, id];
    if (event.target.closest(".box") || event.ctrlKey || event.metaKey) app.select(toggled);
    else if (event.shiftKey) app.select(between(explorer.listed(), selected[0] ?? id, id));
    else if (touch && event.target.closest(".label") && explorer.kind(id) === "folder") openItem(app, id);
    else app.select([id]);
    app.focusRows(explorer.item(id) && id);
  });
  line.addEventListener("dblclick", () => openItem(app, id));
  line.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    if (!explorer.state.selected.includes(id)) app.select([id]);
    const opener = app.panes.rows.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const box = opener.getBoundingClientRect();
    const atPointer = event.clientX || event.clientY;
    openMenu(menuEntries(app), { x: atPointer ? event.clientX : box.left + 40, y: atPointer ? event.clientY : box.bottom, label: explorer.name(id), opener });
  });
  makeDraggable(app, line, id);
  if (explorer.kind(id) === "folder") acceptDrop(app, line, id);
}

export function between(ids, from, to) {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)].sort((x, y) => x - y);
  return ids.slice(Math.max(a, 0), b + 1);
}
