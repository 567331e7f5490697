/* Everything one can do to the selection: one list for the bar, the menu and the keys. */
import { h } from "../kit/dom.js";
import { counted } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { menuButton } from "../kit/menu.js";
import { settleRoving, roving } from "../kit/roving.js";
import { askErase, askFolder, askPlace, askRename, askTags, askZip, preview, showArchive, showProperties } from "./dialogs.js";
import { BIN } from "./explorer.js";
import { askShares } from "./share.js";
import { showVersions } from "./versions.js";

const IN_BAR = ["folder", "cut", "copy", "paste", "rename", "delete", "share", "restore", "erase", "empty"];

/* when: "any" (nothing need be chosen), "one", "some", "file", "zip"; bin: works in the bin only. */
const COMMANDS = [
  { name: "open", text: "Ouvrir", icon: "eye", feature: null, when: "one", run: (app, [id]) => openItem(app, id) },
  { name: "folder", text: "Nouveau dossier", icon: "folder-plus", feature: "folder", when: "any", run: (app) => askFolder(app) },
  { name: "cut", text: "Couper", icon: "cut", feature: "move", when: "some", keys: "Ctrl X", run: (app, ids) => hold(app, "cut", ids) },
  { name: "copy", text: "Copier", icon: "copy", feature: "copy", when: "some", keys: "Ctrl C", run: (app, ids) => hold(app, "copy", ids) },
  { name: "paste", text: "Coller", icon: "paste", feature: "move|copy", when: "clipboard", keys: "Ctrl V", run: paste },
  { name: "move", text: "Déplacer vers…", icon: "folder", feature: "move", when: "some", run: (app, ids) => askPlace(app, ids, "move") },
  { name: "duplicate", text: "Copier vers…", icon: "copy", feature: "copy", when: "some", run: (app, ids) => askPlace(app, ids, "copy") },
  { name: "rename", text: "Renommer", icon: "rename", feature: "rename", when: "one", keys: "F2", run: (app, [id]) => askRename(app, id) },
  { name: "zip", text: "Compresser (.zip)", icon: "zip", feature: "zip", when: "some", run: (app, ids) => askZip(app, ids) },
  { name: "extract", text: "Extraire", icon: "folder-open", feature: "extract", when: "zip", run: extract },
  { name: "tags", text: "Étiquettes", icon: "label", feature: "tags", when: "one", run: (app, [id]) => askTags(app, id) },
  { name: "share", text: "Partager", icon: "share", feature: "share", when: "one", run: (app, [id]) => askShares(app, id) },
  { name: "versions", text: "Versions précédentes", icon: "history", feature: "versions", when: "file", run: (app, [id]) => showVersions(app, id) },
  { name: "online", text: "Garder en ligne seulement", icon: "cloud", feature: "sync", when: "some", run: (app, ids) => sync(app, ids, "online") },
  { name: "local", text: "Garder aussi sur cet appareil", icon: "device", feature: "sync", when: "some", run: (app, ids) => sync(app, ids, "local") },
  { name: "delete", text: "Supprimer", icon: "bin", feature: "delete", when: "some", keys: "Suppr", run: remove },
  { name: "properties", text: "Propriétés", icon: "info", feature: "properties", when: "one", run: (app, [id]) => showProperties(app, id) },
  { name: "restore", text: "Restaurer", icon: "restore", feature: "bin", when: "some", bin: true, run: restore },
  { name: "erase", text: "Supprimer définitivement", icon: "close", feature: "bin", when: "some", bin: true, run: (app, ids) => askErase(app, ids) },
  { name: "empty", text: "Vider la corbeille", icon: "bin", feature: "bin", when: "any", bin: true, run: (app) => askErase(app, app.explorer.children(BIN)) },
];
const SHORTCUTS = { "ctrl+x": "cut", "ctrl+c": "copy", "ctrl+v": "paste", f2: "rename", delete: "delete" };

/** The commands of this place: those of the bin in the bin, the others elsewhere. */
function offered({ explorer }) {
  const inBin = explorer.inBin(explorer.state.current);
  const allowed = (command) => !command.feature || command.feature.split("|").some((feature) => explorer.has(feature));
  return COMMANDS.filter((command) => allowed(command) && (command.bin ?? false) === inBin && (!inBin || explorer.state.current === BIN));
}

function possible(app, { when, name }) {
  const { explorer, clipboard } = app;
  const { selected } = explorer.state;
  if (when === "any") return name !== "empty" || explorer.children(BIN).length > 0;
  if (when === "clipboard") return clipboard !== null;
  if (when === "some") return selected.length > 0;
  if (selected.length !== 1) return false;
  return when === "one" || explorer.kind(selected[0]) === when;
}

function run(app, command) {
  if (possible(app, command)) command.run(app, [...app.explorer.state.selected]);
  else app.status.say("Sélectionnez d’abord un élément.");
}

export function runShortcut(app, event) {
  const key = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.key.toLowerCase()}`;
  const command = offered(app).find(({ name }) => name === SHORTCUTS[key]);
  if (command) run(app, command);
  return Boolean(command);
}

export function commandBar(app) {
  const shown = offered(app).filter(({ name }) => IN_BAR.includes(name));
  const bar = h("div", { class: "commands" }, shown.map((command) => h("button", {
    type: "button", class: "btn quiet", "data-focus": `do-${command.name}`, "aria-disabled": possible(app, command) ? null : "true", onclick: () => run(app, command),
  }, icon(command.icon), h("span", {}, command.text))), menuEntries(app).some(Boolean) && menuButton("Plus d’actions", () => menuEntries(app), { "data-focus": "more" }));
  roving(bar, ".btn", { horizontal: true, vertical: false });
  settleRoving(bar, ".btn");
  return [bar, viewButtons(app)];
}

/** What the menu of the selection offers. */
export function menuEntries(app) {
  return offered(app).filter((command) => possible(app, command)).map((command) => ({ text: command.text, icon: command.icon, keys: command.keys, run: () => run(app, command) }));
}

function viewButtons(app) {
  const { explorer } = app;
  const { view } = explorer.state;
  const details = view.layout === "details";
  const entries = () => [
    explorer.has("layout") && { text: details ? "Affichage : icônes" : "Affichage : détails", icon: details ? "grid" : "list", run: () => app.setView({ layout: details ? "icons" : "details" }) },
    explorer.has("view") && { text: view.extensions ? "Masquer les extensions" : "Afficher les extensions", icon: view.extensions ? "close" : "check", run: () => app.setView({ extensions: !view.extensions }) },
    explorer.has("view") && { text: view.hidden ? "Masquer les fichiers cachés" : "Afficher les fichiers cachés", icon: view.hidden ? "close" : "check", run: () => app.setView({ hidden: !view.hidden }) },
  ].filter(Boolean);
  return entries().length > 0 && menuButton("Affichage", entries, { class: "btn icon push", "data-focus": "view" }, [icon("settings")]);
}

let wentAt = -Infinity;

/** Open a folder, look inside an archive or a file. */
export function openItem(app, id) {
  const { explorer } = app;
  if (performance.now() - wentAt < 350) return; // the second half of a slow double click
  if (explorer.inBin(id)) return app.status.say("Restaurez cet élément pour l’ouvrir.");
  if (explorer.kind(id) === "folder") {
    wentAt = performance.now();
    return app.go(id);
  }
  if (!explorer.has("open") && explorer.kind(id) === "file") return app.status.say("Ici, les fichiers ne s’ouvrent pas.");
  explorer.opened(id);
  app.save();
  return explorer.kind(id) === "zip" ? showArchive(app, id) : preview(app, id);
}

function hold(app, mode, ids) {
  app.clipboard = { mode, ids };
  app.paintContent();
  app.status.say(`${counted(ids.length, "élément prêt", "éléments prêts")} à être collé${ids.length > 1 ? "s" : ""}.`);
}

function paste(app) {
  const { explorer } = app;
  const { mode, ids } = app.clipboard;
  const into = explorer.state.current;
  const fine = mode === "cut" ? explorer.canMove(ids, into) : explorer.canCopy(ids, into);
  if (!fine) return app.status.say("Impossible de coller ici.");
  app.clipboard = mode === "cut" ? null : app.clipboard;
  app.change(`${counted(ids.length, mode === "cut" ? "élément déplacé" : "élément copié", mode === "cut" ? "éléments déplacés" : "éléments copiés")}.`, () => {
    explorer.state.selected = mode === "cut" ? (explorer.move(ids, into), ids) : explorer.copy(ids, into);
  });
  app.focusRows();
}

function remove(app, ids) {
  app.change(`${counted(ids.length, "élément mis", "éléments mis")} à la corbeille.`, () => app.explorer.remove(ids));
  app.focusRows();
}

function restore(app, ids) {
  app.change(`${counted(ids.length, "élément restauré", "éléments restaurés")}.`, () => app.explorer.restore(ids));
  app.focusRows();
}

function extract(app, [id]) {
  if (!app.explorer.room([id])) return app.status.say("Il y a trop d’éléments.");
  app.change("Archive extraite dans un nouveau dossier.", () => { app.explorer.state.selected = [app.explorer.extract(id)]; });
  app.focusRows();
}

function sync(app, ids, where) {
  app.change(where === "local" ? "Gardé aussi sur cet appareil." : "Gardé en ligne seulement.", () => app.explorer.setSync(ids, where));
}
