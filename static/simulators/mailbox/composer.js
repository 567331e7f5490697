/* Writing: a new message, an answer, a forward, a draft taken up again. */
import { openDialog } from "../kit/dialog.js";
import { checkbox, field, h, repaint } from "../kit/dom.js";
import { addressOf, bytes, moment } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { quoted } from "./body.js";
import { blankMessage } from "./mailbox.js";
import { pickRecipients, readRecipients, recipientText } from "./recipients.js";

const KINDS = [["to", "À"], ["cc", "Cc"], ["bcc", "Cci"]];
const TITLES = { new: "Nouveau message", reply: "Répondre", reply_all: "Répondre à tous", forward: "Transférer" };

export function compose(app, { draft = null } = {}) {
  const kept = app.mailbox.state.drafts.find((message) => message.id === draft);
  edit(app, kept ? structuredClone(kept) : { ...blankMessage(app.mailbox.newId()), body: signed(app, "") });
}

export function answer(app, entry, mode) {
  const message = { ...blankMessage(app.mailbox.newId()), mode, in_reply_to: entry.id, quoted: true, body: signed(app, "") };
  message.subject = prefixed(mode === "forward" ? "Tr" : "Re", entry.subject);
  if (mode === "forward") message.attachments = entry.attachments.map((file) => file.reference ?? `${entry.id}/${file.name}`);
  else Object.assign(message, recipientsOf(entry, mode, app.mailbox.scenario.owner));
  edit(app, message);
}

function recipientsOf(entry, mode, owner) {
  const others = (people) => people.filter((each) => addressOf(each) !== addressOf(owner));
  const mine = addressOf(entry.from) === addressOf(owner);
  const author = mine ? entry.to : [entry.reply_to ?? entry.from];
  if (mode === "reply") return { to: author };
  return { to: mine ? author : [...author, ...others(entry.to)], cc: others(entry.cc) };
}

function prefixed(prefix, subject) {
  return new RegExp(`^${prefix}\\s*:`, "i").test(subject) ? subject : `${prefix} : ${subject}`;
}

function signed(app, text) {
  const { signature } = app.mailbox.state;
  return signature ? `${text}\n\n-- \n${signature}` : text;
}

function edit(app, message) {
  const fields = makeFields(app, message);
  const collect = () => read(fields, message, app.mailbox.state);
  const start = JSON.stringify(collect().message);
  let settled = false;
  const settle = (text, act, options) => { settled = true; dialog.close(); app.change(text, act, options); };
  const dialog = openDialog({
    title: TITLES[message.mode], wide: true, action: "Envoyer", cancel: "Enregistrer le brouillon", body: layout(app, message, fields),
    confirm: (close, fail) => {
      const { message: written, unknown } = collect();
      const problem = whyNot(app, written, unknown);
      if (problem) return fail(problem);
      settle(written.send_at ? "Envoi programmé." : "Message envoyé.", () => app.mailbox.send(written), { undo: false });
    },
    extra: h("button", { type: "button", class: "btn quiet push", onclick: () => settle("Brouillon supprimé.", () => app.mailbox.remove([message.id])) }, icon("bin"), "Jeter"),
    onclose: () => { if (!settled && JSON.stringify(collect().message) !== start) app.change("Brouillon enregistré.", () => app.mailbox.saveDraft(collect().message)); },
  });
  const first = message.to.length || message.mode === "forward" && fields.to.value ? fields.body : fields.to;
  first.focus();
  if (first === fields.body) first.setSelectionRange(0, 0);
}

function makeFields(app, message) {
  const text = (value) => h("input", { value, autocomplete: "off" });
  const people = (kind) => h("input", { value: recipientText(message[kind]), autocomplete: "off", inputmode: "email", maxlength: 2000, spellcheck: "false" });
  return {
    to: people("to"), cc: people("cc"), bcc: people("bcc"), subject: text(message.subject),
    body: h("textarea", { value: message.body, rows: 9 }),
    quoted: h("input", { type: "checkbox", checked: message.quoted }),
    important: h("input", { type: "checkbox", checked: message.important }),
    receipt: h("input", { type: "checkbox", checked: message.receipt }),
    send_at: h("input", { type: "datetime-local", value: message.send_at }),
    attachments: [...message.attachments],
  };
}

/* Free text stays in a draft even when it is no address yet; sending needs real ones. */
function read(fields, message, book) {
  const people = Object.fromEntries(KINDS.map(([kind]) => [kind, readRecipients(fields[kind].value, book)]));
  const unknown = Object.values(people).flatMap((each) => each.unknown);
  const lines = Object.fromEntries(KINDS.map(([kind]) => [kind, [...people[kind].found, ...people[kind].unknown].slice(0, 60)]));
  const plain = Object.fromEntries(["quoted", "important", "receipt"].map((name) => [name, fields[name].checked]));
  const texts = { subject: fields.subject.value.slice(0, 300), body: fields.body.value.slice(0, 20000), send_at: fields.send_at.value };
  return { unknown, message: { ...message, ...lines, ...plain, ...texts, attachments: [...fields.attachments] } };
}

function whyNot(app, message, unknown) {
  if (unknown.length) return `« ${unknown[0]} » n’est ni une adresse complète, ni un nom du carnet d’adresses.`;
  if (![...message.to, ...message.cc, ...message.bcc].length) return "Indiquez au moins un destinataire.";
  const limit = app.mailbox.scenario.attachment_limit ?? "20 Mo";
  const total = message.attachments.reduce((sum, reference) => sum + bytes(app.mailbox.attachment(reference).size), 0);
  if (total > bytes(limit)) return `Les pièces jointes dépassent ${limit} : le serveur refuse le message.`;
  if (message.send_at && moment(message.send_at) <= moment(app.mailbox.scenario.today)) return "La date d’envoi est déjà passée.";
  return "";
}

function layout(app, message, fields) {
  return [
    h("div", { class: "recipients" }, KINDS.map(([kind, label]) => recipientRow(app, kind, label, fields, message))),
    field("Objet", fields.subject), field("Message", fields.body), files(app, fields), quotationChoice(app, message, fields), options(app, fields),
  ];
}

function recipientRow(app, kind, label, fields, message) {
  const row = field(label, fields[kind]);
  row.classList.add("recipient");
  row.hidden = kind !== "to" && !message[kind].length;
  if (app.mailbox.has("contacts")) row.append(h("button", { type: "button", class: "btn icon", "aria-label": `Carnet d’adresses pour ${label}`, title: "Carnet d’adresses", onclick: () => addPeople(app, kind, label, fields) }, icon("people")));
  if (kind === "to") row.append(copiesButton(fields, message));
  return row;
}

function copiesButton(fields, message) {
  if (message.cc.length && message.bcc.length) return null;
  const button = h("button", { type: "button", class: "btn quiet", onclick: () => {
    for (const kind of ["cc", "bcc"]) fields[kind].closest(".field").hidden = false;
    button.remove();
    fields.cc.focus();
  } }, "Cc / Cci");
  return button;
}

function addPeople(app, kind, label, fields) {
  pickRecipients(app.mailbox.state, `${label} : carnet d’adresses`, (chosen) => {
    fields[kind].value = [fields[kind].value.trim().replace(/[,;]$/, ""), ...chosen].filter(Boolean).join(", ");
    fields[kind].focus();
  });
}

function files(app, fields) {
  const { documents = [] } = app.mailbox.scenario;
  const list = h("ul", { class: "attachments" });
  const paint = () => repaint(list, fields.attachments.map((reference) => {
    const { name, size } = app.mailbox.attachment(reference);
    const drop = () => { fields.attachments = fields.attachments.filter((each) => each !== reference); paint(); };
    return h("li", { class: "attachment" }, icon("clip"), h("span", { class: "ellipsis" }, name), h("span", { class: "muted small" }, size), h("button", { type: "button", class: "btn icon", "aria-label": `Retirer ${name}`, onclick: drop }, icon("close")));
  }));
  paint();
  const add = app.mailbox.has("attach") && documents.length > 0 && h("button", { type: "button", class: "btn line", onclick: () => pickFiles(documents, fields, paint) }, icon("clip"), "Joindre un document");
  return h("div", { class: "stack" }, list, add && h("div", {}, add));
}

function pickFiles(documents, fields, paint) {
  const boxes = documents.map(({ id, name, size = "120 Ko" }) => checkbox(`${name} (${size})`, fields.attachments.includes(id), { value: id }));
  openDialog({
    title: "Joindre un document", action: "Joindre", body: h("div", {}, boxes),
    confirm: (close) => {
      const known = new Set(documents.map(({ id }) => id));
      const chosen = boxes.map((label) => label.querySelector("input")).filter((box) => box.checked).map((box) => box.value);
      fields.attachments = [...fields.attachments.filter((reference) => !known.has(reference)), ...chosen];
      close();
      paint();
    },
  });
}

function quotationChoice(app, message, fields) {
  if (!message.in_reply_to) return null;
  return h("details", {}, h("summary", {}, "Message d’origine"), h("label", { class: "check" }, fields.quoted, "Garder le message d’origine en dessous"), quoted(app.mailbox.entry(message.in_reply_to)));
}

function options(app, fields) {
  if (!app.mailbox.has("options")) return null;
  return h("details", {}, h("summary", {}, "Options d’envoi"),
    h("label", { class: "check" }, fields.important, "Marquer comme important"), h("label", { class: "check" }, fields.receipt, "Demander un accusé de lecture"),
    field("Envoyer plus tard (date et heure)", fields.send_at));
}
