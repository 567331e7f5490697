/* Windows of the explorer: names, places, tags, properties, previews. */
import { openDialog } from "../kit/dialog.js";
import { checkbox, field, h, select } from "../kit/dom.js";
import { counted, longDate, sizeText } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { BIN, ROOT } from "./explorer.js";
import { extensionOf, kindOf, shortName } from "./kinds.js";

const FORBIDDEN = /[/\\:*?"<>|]/;

function nameProblem(explorer, parent, name, except = null) {
  if (!name) return "Donnez un nom.";
  if (FORBIDDEN.test(name)) return "Un nom ne peut pas contenir / \\ : * ? \" < > |";
  if (name.length > 110) return "Ce nom est trop long.";
  return explorer.taken(parent, name, except) ? "Ce nom est déjà pris dans ce dossier." : "";
}

function askName(title, action, label, value, problem, done) {
  const input = h("input", { value, autocomplete: "off", spellcheck: "false" });
  openDialog({
    title, action, body: field(label, input),
    confirm: (close, fail) => {
      const name = input.value.trim();
      if (problem(name)) return fail(problem(name));
      close();
      done(name);
    },
  });
  const dot = value.lastIndexOf(".");
  input.setSelectionRange(0, dot > 0 ? dot : value.length);
}

export function askFolder(app) {
  const { explorer } = app;
  const parent = explorer.state.current;
  askName("Nouveau dossier", "Créer", "Nom du dossier", "", (name) => nameProblem(explorer, parent, name), (name) => {
    app.change(`Dossier ${name} créé.`, () => { explorer.state.selected = [explorer.addFolder(parent, name)]; });
    app.focusRows();
  });
}

/* When extensions are hidden, renaming leaves them alone, as programs do. */
export function askRename(app, id) {
  const { explorer } = app;
  const { name, parent } = explorer.item(id);
  const kept = explorer.state.view.extensions ? "" : name.slice(shortName(explorer.kind(id), name).length);
  askName("Renommer", "Renommer", "Nouveau nom", name.slice(0, name.length - kept.length), (text) => nameProblem(explorer, parent, text + kept, id), (text) => {
    app.change(`Renommé en ${text}${kept}.`, () => { explorer.item(id).name = text + kept; });
    app.focusRows(id);
  });
}

export function askZip(app, ids) {
  const { explorer } = app;
  if (!explorer.room(ids)) return app.status.say("Il y a trop d’éléments.");
  const { parent, name } = explorer.item(ids[0]);
  const suggestion = `${ids.length === 1 ? shortName(explorer.kind(ids[0]), name) : "Archive"}.zip`;
  const complete = (text) => (extensionOf(text) === "zip" ? text : `${text}.zip`);
  askName(`Compresser ${counted(ids.length, "élément")}`, "Compresser", "Nom de l’archive", explorer.freeName(parent, suggestion), (text) => nameProblem(explorer, parent, text && complete(text)), (text) => {
    app.change(`Archive ${complete(text)} créée.`, () => { explorer.state.selected = [explorer.zip(ids, complete(text))]; });
    app.focusRows();
  });
}

export function askPlace(app, ids, mode) {
  const { explorer } = app;
  const fine = (place) => (mode === "move" ? explorer.canMove(ids, place) : explorer.canCopy(ids, place));
  const places = everyFolder(explorer, ROOT, 0).filter(([id]) => fine(id));
  const [title, done] = mode === "move" ? ["Déplacer vers", ["déplacé", "déplacés"]] : ["Copier vers", ["copié", "copiés"]];
  if (!places.length) return app.status.say("Aucun autre dossier où aller.");
  const choice = select(places);
  openDialog({
    title, action: title.split(" ")[0], body: field("Dossier", choice),
    confirm: (close) => {
      close();
      app.change(`${counted(ids.length, `élément ${done[0]}`, `éléments ${done[1]}`)} dans ${explorer.name(choice.value)}.`, () => (mode === "move" ? explorer.move(ids, choice.value) : explorer.copy(ids, choice.value)));
      app.focusRows();
    },
  });
}

function everyFolder(explorer, id, depth) {
  const here = [id, `${"\u2003".repeat(depth)}${explorer.name(id)}`];
  return [here, ...explorer.folders(id).flatMap((child) => everyFolder(explorer, child, depth + 1))];
}

export function askErase(app, ids) {
  const { explorer } = app;
  const all = ids.length === explorer.children(BIN).length;
  openDialog({
    title: all ? "Vider la corbeille ?" : "Supprimer définitivement ?", danger: true, action: all ? "Vider la corbeille" : "Supprimer",
    body: h("p", {}, `${counted(ids.length, "élément")}, ${sizeText(ids.reduce((total, id) => total + explorer.size(id), 0))} : suppression définitive.`),
    confirm: (close) => { close(); app.change("Supprimé définitivement.", () => explorer.erase(ids)); app.focusRows(); },
  });
}

export function askTags(app, id) {
  const { explorer } = app;
  const item = explorer.item(id);
  const used = Object.values(explorer.state.items).flatMap(({ tags }) => tags);
  const known = [...new Set([...(explorer.scenario.tags ?? []), ...used])];
  const boxes = known.map((tag) => checkbox(tag, item.tags.includes(tag), { value: tag }));
  const other = h("input", { maxlength: 40, autocomplete: "off" });
  openDialog({
    title: `Étiquettes de ${item.name}`, action: "Enregistrer", body: [boxes.length > 0 && h("div", {}, boxes), field("Nouvelle étiquette", other)].filter(Boolean),
    confirm: (close) => {
      const chosen = boxes.map((label) => label.querySelector("input")).filter((box) => box.checked).map((box) => box.value);
      close();
      app.change("Étiquettes enregistrées.", () => { item.tags = [...new Set([...chosen, other.value.trim()].filter(Boolean))].slice(0, 20); });
    },
  });
}

export function showProperties(app, id) {
  const { explorer } = app;
  const item = explorer.item(id);
  const author = h("input", { value: item.author, maxlength: 80, autocomplete: "off" });
  const size = explorer.size(id);
  const inside = explorer.family(id).length - 1;
  const facts = [
    ["Nom", item.name], ["Type", typeText(explorer, id)], ["Emplacement", explorer.ancestors(id).map((each) => explorer.name(each)).join(" / ")],
    ["Taille", `${sizeText(size)} (${new Intl.NumberFormat("fr-FR").format(size)} octets)`], explorer.kind(id) !== "file" && ["Contenu", counted(inside, "élément")],
    ["Modifié le", longDate(explorer.date(id))], ["Auteur", item.author || "non renseigné"], item.tags.length > 0 && ["Étiquettes", item.tags.join(", ")],
  ].filter(Boolean);
  const editable = explorer.has("author");
  openDialog({
    title: `Propriétés de ${item.name}`, action: editable ? "Enregistrer" : undefined, cancel: editable ? "Annuler" : "Fermer",
    body: [h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])), editable && field("Auteur", author)].filter(Boolean),
    confirm: (close) => { close(); app.change("Propriétés enregistrées.", () => { item.author = author.value.trim(); }); },
  });
}

function typeText(explorer, id) {
  const extension = extensionOf(explorer.name(id));
  const { text } = kindOf(explorer.kind(id), explorer.name(id));
  return explorer.kind(id) !== "folder" && extension ? `${text} (.${extension})` : text;
}

export function preview(app, id) {
  const { explorer } = app;
  const text = explorer.text(id);
  const image = kindOf(explorer.kind(id), explorer.name(id)).icon;
  openDialog({
    title: explorer.name(id), cancel: "Fermer",
    body: text ? h("div", { class: "paper" }, text.trim().split("\n").map((line) => h("p", {}, line || "\u00a0"))) : h("p", { class: "empty" }, icon(image), h("br"), "Ici, le contenu de ce fichier n’est pas montré."),
  });
}

export function showArchive(app, id) {
  const { explorer } = app;
  const inside = explorer.family(id).slice(1).filter((each) => explorer.kind(each) !== "folder");
  const path = (each) => [...explorer.ancestors(each).slice(explorer.ancestors(id).length + 1).map((above) => explorer.name(above)), explorer.name(each)].join(" / ");
  openDialog({
    title: explorer.name(id), cancel: "Fermer", action: explorer.has("extract") ? "Extraire" : undefined,
    body: inside.length ? h("ul", { class: "stack" }, inside.map((each) => h("li", { class: "row" }, icon(kindOf(explorer.kind(each), explorer.name(each)).icon), h("span", {}, path(each)), h("span", { class: "muted small push" }, sizeText(explorer.size(each)))))) : h("p", {}, "Le contenu de cette archive n’est pas montré."),
    confirm: (close) => { close(); app.change("Archive extraite dans un nouveau dossier.", () => explorer.extract(id)); },
  });
}
