/* Buttons that act on messages: the same for the open message and for those ticked in the list. */
import { counted } from "../kit/formats.js";
import { h } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { menuButton } from "../kit/menu.js";
import { askFolder, askLabel } from "./settings.js";

export function actionsFor(app, entries) {
  const { mailbox } = app;
  const ids = entries.map((entry) => entry.id);
  const inBin = entries.every((entry) => entry.folder === "bin");
  const inJunk = entries.some((entry) => entry.reported || entry.folder === "junk");
  const act = (one, many, run) => () => {
    app.change(`${counted(ids.length, `message ${one}`, `messages ${many}`)}.`, run);
    app.focusList();
  };
  return [
    mailbox.has("archive") && button("archive", "Archiver", act("archivé", "archivés", () => mailbox.move(ids, "archive"))),
    mailbox.has("delete") && button("bin", inBin ? "Supprimer définitivement" : "Supprimer", act("supprimé", "supprimés", () => mailbox.remove(ids))),
    mailbox.has("junk") && menuButton("Signaler", () => junkEntries(mailbox, ids, inJunk, act), { "data-focus": "junk" }, [icon("shield")]),
    mailbox.has("move") && menuButton("Déplacer vers", () => moveEntries(app, entries, act), { "data-focus": "move" }, [icon("folder")]),
    mailbox.has("labels") && menuButton("Étiqueter", () => labelEntries(app, entries), { "data-focus": "label" }, [icon("label")]),
    readButton(app, entries),
  ];
}

function button(image, text, run) {
  return h("button", { type: "button", class: "btn icon", "aria-label": text, title: text, "data-focus": image, onclick: run }, icon(image));
}

function readButton(app, entries) {
  const read = entries.every((entry) => entry.read);
  const text = read ? "Marquer comme non lu" : "Marquer comme lu";
  const run = () => app.change(read ? "Marqué comme non lu." : "Marqué comme lu.", () => app.mailbox.update(entries.map(({ id }) => id), { read: !read }));
  return button(read ? "mail" : "mail-open", text, run);
}

function junkEntries(mailbox, ids, inJunk, act) {
  if (inJunk) return [{ text: "Ce n’est pas indésirable", icon: "check", run: act("remis en réception", "remis en réception", () => mailbox.report(ids, "")) }];
  return [
    { text: "Indésirable (publicité)", icon: "junk", run: act("classé indésirable", "classés indésirables", () => mailbox.report(ids, "junk")) },
    { text: "Hameçonnage (arnaque)", icon: "shield", run: act("signalé comme hameçonnage", "signalés comme hameçonnage", () => mailbox.report(ids, "phishing")) },
  ];
}

function moveEntries(app, entries, act) {
  const { mailbox } = app;
  const ids = entries.map((entry) => entry.id);
  const places = mailbox.folders().filter(({ id }) => !["sent", "drafts"].includes(id) && entries.some((entry) => entry.folder !== id));
  const choices = places.map(({ id, name, icon: image }) => ({ text: name, icon: image, run: act(`déplacé dans ${name}`, `déplacés dans ${name}`, () => mailbox.move(ids, id)) }));
  if (!mailbox.has("folders")) return choices;
  return [...choices, null, { text: "Nouveau dossier…", icon: "folder-plus", run: () => askFolder(app, (id) => mailbox.move(ids, id)) }];
}

function labelEntries(app, entries) {
  const { mailbox } = app;
  const ids = entries.map((entry) => entry.id);
  const choices = mailbox.state.labels.map((label) => {
    const on = entries.every((entry) => entry.labels.includes(label));
    const text = on ? `Étiquette ${label} retirée.` : `Étiquette ${label} ajoutée.`;
    return { text: on ? `Retirer ${label}` : label, icon: on ? "close" : "label", run: () => app.change(text, () => mailbox.toggleLabel(ids, label, !on)) };
  });
  return [...choices, choices.length ? null : undefined, { text: "Nouvelle étiquette…", icon: "plus", run: () => askLabel(app, (label) => mailbox.toggleLabel(ids, label, true)) }].filter((entry) => entry !== undefined);
}
