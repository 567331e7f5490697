/* The versions of a file: read one, make one current again. */
import { openDialog } from "../kit/dialog.js";
import { h } from "../kit/dom.js";
import { longDate } from "../kit/formats.js";
import { icon } from "../kit/icons.js";

export function showVersions(app, id) {
  const { explorer } = app;
  const versions = [...(explorer.node(id)?.versions ?? [])].reverse();
  const restore = (version) => {
    dialog.close();
    app.change(`Version du ${longDate(version.date)} restaurée.`, () => { explorer.item(id).version = version.id; });
  };
  const rows = versions.map((version) => h("li", {}, description(explorer, id, version), buttons(explorer, id, version, restore)));
  const dialog = openDialog({
    title: `Versions de ${explorer.name(id)}`, wide: true, cancel: "Fermer",
    body: rows.length ? h("ol", { class: "versions" }, rows) : h("p", {}, "Ce fichier n’a qu’une version."),
  });
}

function description(explorer, id, version) {
  const current = explorer.item(id).version === version.id;
  return h("div", {}, h("p", { class: "strong" }, longDate(version.date), current && h("span", { class: "chip" }, "Version actuelle")),
    h("p", { class: "muted small" }, [version.author, version.note, version.size].filter(Boolean).join(" · ")));
}

function buttons(explorer, id, version, restore) {
  const when = longDate(version.date);
  return h("div", { class: "row" },
    version.text && h("button", { type: "button", class: "btn quiet", "aria-label": `Consulter la version du ${when}`, onclick: () => read(version) }, icon("eye"), "Consulter"),
    explorer.item(id).version !== version.id && h("button", { type: "button", class: "btn line", "aria-label": `Restaurer la version du ${when}`, onclick: () => restore(version) }, icon("restore"), "Restaurer"));
}

function read(version) {
  openDialog({ title: `Version du ${longDate(version.date)}`, cancel: "Fermer", body: h("div", { class: "paper" }, version.text.trim().split("\n").map((line) => h("p", {}, line || "\u00a0"))) });
}
