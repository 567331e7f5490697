/* Folders, labels, signature, vacation reply, rules and address book. */
import { openDialog } from "../kit/dialog.js";
import { checkbox, field, h, select } from "../kit/dom.js";
import { counted, folded } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { askContact, askGroup } from "./recipients.js";
import { ACTIONS, FIELDS, ruleText } from "./rules.js";

export function settingsEntries(app) {
  const { mailbox } = app;
  return [
    mailbox.has("rules") && { text: "Règles de tri", icon: "filter", run: () => showRules(app) },
    mailbox.has("vacation") && { text: "Réponse automatique", icon: "away", run: () => editVacation(app) },
    mailbox.has("signature") && mailbox.writes() && { text: "Signature", icon: "draft", run: () => editSignature(app) },
    mailbox.has("labels") && { text: "Nouvelle étiquette", icon: "label", run: () => askLabel(app) },
    mailbox.has("contacts") && { text: "Carnet d’adresses", icon: "people", run: () => showContacts(app) },
  ].filter(Boolean);
}

/** Ask for a name and create a folder; `then(id)` does what it was wanted for. */
export function askFolder(app, then = () => {}) {
  const name = h("input", { maxlength: 60, autocomplete: "off" });
  openDialog({
    title: "Nouveau dossier", action: "Créer", body: field("Nom du dossier", name),
    confirm: (close, fail) => {
      const text = name.value.trim();
      const taken = app.mailbox.folders().some((folder) => folded(folder.name) === folded(text));
      if (!text || taken) return fail(text ? "Un dossier porte déjà ce nom." : "Donnez un nom au dossier.");
      close();
      app.change(`Dossier ${text} créé.`, () => then(app.mailbox.addFolder(text)));
    },
  });
}

export function askLabel(app, then = () => {}) {
  const name = h("input", { maxlength: 40, autocomplete: "off" });
  openDialog({
    title: "Nouvelle étiquette", action: "Créer", body: field("Nom de l’étiquette", name),
    confirm: (close, fail) => {
      const text = name.value.trim();
      if (!text || app.mailbox.state.labels.includes(text)) return fail(text ? "Cette étiquette existe déjà." : "Donnez un nom à l’étiquette.");
      close();
      app.change(`Étiquette ${text} créée.`, () => { app.mailbox.state.labels.push(text); then(text); });
    },
  });
}

function editSignature(app) {
  const text = h("textarea", { value: app.mailbox.state.signature, maxlength: 500 });
  openDialog({
    title: "Signature", action: "Enregistrer", body: field("Texte ajouté au bas de vos messages", text),
    confirm: (close) => { close(); app.change("Signature enregistrée.", () => { app.mailbox.state.signature = text.value.trim(); }); },
  });
}

function editVacation(app) {
  const { vacation } = app.mailbox.state;
  const enabled = checkbox("Répondre automatiquement", vacation.enabled);
  const date = (value) => h("input", { type: "date", value });
  const fields = { start: date(vacation.start), end: date(vacation.end), subject: h("input", { value: vacation.subject, maxlength: 200 }), body: h("textarea", { value: vacation.body, maxlength: 5000 }) };
  openDialog({
    title: "Réponse automatique", action: "Enregistrer", body: [enabled, field("Premier jour", fields.start), field("Dernier jour", fields.end), field("Objet", fields.subject), field("Message", fields.body)],
    confirm: (close, fail) => {
      const chosen = { enabled: enabled.querySelector("input").checked, ...Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, input.value])) };
      if (chosen.start && chosen.end && chosen.end < chosen.start) return fail("Le dernier jour est avant le premier.");
      close();
      app.change(chosen.enabled ? "Réponse automatique activée." : "Réponse automatique désactivée.", () => { app.mailbox.state.vacation = chosen; });
    },
  });
}

function showRules(app) {
  const { mailbox } = app;
  const items = mailbox.state.rules.map((rule, index) => h("li", { class: "item" }, h("span", {}, ruleText(rule, (id) => mailbox.folderName(id))),
    h("button", { type: "button", class: "btn icon", "aria-label": `Supprimer la règle ${index + 1}`, onclick: () => { dialog.close(); app.change("Règle supprimée.", () => mailbox.state.rules.splice(index, 1)); } }, icon("bin"))));
  const dialog = openDialog({
    title: "Règles de tri", wide: true, cancel: "Fermer", action: "Nouvelle règle", body: items.length ? h("ol", { class: "stack" }, items) : h("p", {}, "Aucune règle pour l’instant."),
    confirm: (close) => { close(); askRule(app); },
  });
}

function askRule(app) {
  const { mailbox } = app;
  const places = mailbox.folders().filter(({ id }) => !["inbox", "sent", "drafts"].includes(id)).map(({ id, name }) => [id, name]);
  const actions = ACTIONS.filter(([action]) => (action !== "move" || places.length) && (action !== "label" || mailbox.state.labels.length));
  const parts = { field: select(FIELDS, "from"), contains: h("input", { autocomplete: "off", maxlength: 200 }), action: select(actions, actions[0][0]), folder: select(places), label: select(mailbox.state.labels.map((label) => [label, label])) };
  const now = checkbox("Appliquer aussi aux messages déjà reçus", false);
  const rows = { folder: field("Dossier", parts.folder), label: field("Étiquette", parts.label) };
  const adapt = () => { rows.folder.hidden = parts.action.value !== "move"; rows.label.hidden = parts.action.value !== "label"; };
  parts.action.addEventListener("change", adapt);
  adapt();
  openDialog({
    title: "Nouvelle règle", action: "Créer la règle", body: [field("Quand", parts.field), field("contient", parts.contains), field("alors", parts.action), rows.folder, rows.label, now],
    confirm: (close, fail) => {
      if (!parts.contains.value.trim()) return fail("Indiquez ce que le texte doit contenir.");
      const target = { move: parts.folder.value, label: parts.label.value }[parts.action.value] ?? "";
      close();
      createRule(app, { field: parts.field.value, contains: parts.contains.value.trim(), action: parts.action.value, target }, now.querySelector("input").checked);
    },
  });
}

function createRule(app, rule, now) {
  const before = structuredClone(app.mailbox.state);
  let count = 0;
  app.change("", () => { count = app.mailbox.addRule(rule, { now }); });
  app.status.say(now ? `Règle créée, ${counted(count, "message concerné", "messages concernés")}.` : "Règle créée.", () => app.restore(before));
}

function showContacts(app) {
  const { contacts, groups } = app.mailbox.state;
  const again = (ask) => () => { dialog.close(); ask(app, () => showContacts(app)); };
  const dialog = openDialog({
    title: "Carnet d’adresses", cancel: "Fermer", action: "Nouveau contact", confirm: again(askContact),
    extra: h("button", { type: "button", class: "btn line", onclick: again(askGroup) }, "Nouveau groupe"),
    body: [
      contacts.length ? h("ul", {}, contacts.map((contact) => h("li", {}, contact))) : h("p", {}, "Aucun contact."),
      groups.length > 0 && h("div", {}, h("h3", {}, "Groupes"), h("ul", {}, groups.map(({ name, members }) => h("li", {}, `${name} : ${members.join(", ")}`)))),
    ],
  });
}
