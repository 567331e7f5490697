/* The right pane: the open message, its real addresses, links and attachments. */
import { openDialog } from "../kit/dialog.js";
import { h } from "../kit/dom.js";
import { longDate, person } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { menuButton } from "../kit/menu.js";
import { actionsFor } from "./actions.js";
import { bodyNodes, linksOf, quoted, readableText } from "./body.js";
import { answer } from "./composer.js";

export function readerPane(app) {
  const entry = app.reading();
  if (!entry) return h("p", { class: "empty" }, icon("mail-open"), "Choisissez un message pour le lire.");
  const target = h("p", { class: "target", role: "status" });
  return [
    toolbar(app, entry),
    h("h2", { tabindex: "-1" }, entry.subject || "(sans objet)"),
    reportNotice(entry),
    head(entry),
    h("div", { class: "body" }, bodyNodes(entry.body, (text, url) => linkTo(app, entry, text, url, target)), quotation(app, entry)),
    attachments(app, entry),
    linksOf(entry.body).length > 0 && target,
  ];
}

function toolbar(app, entry) {
  const { mailbox } = app;
  const others = entry.to.length + entry.cc.length > 1;
  const write = (mode, image, text) => h("button", { type: "button", class: "btn line answer", "data-focus": mode, onclick: () => answer(app, entry, mode) }, icon(image), h("span", {}, text));
  return h("div", { class: "head toolbar" },
    h("button", { type: "button", class: "btn icon back", "aria-label": "Retour à la liste", title: "Retour à la liste", onclick: () => app.close() }, icon("back")),
    mailbox.has("reply") && [write("reply", "reply", "Répondre"), others && write("reply_all", "reply-all", "Répondre à tous"), write("forward", "forward", "Transférer")],
    h("span", { class: "push" }), !entry.written && actionsFor(app, [entry]), moreMenu(app, entry));
}

function moreMenu(app, entry) {
  const links = linksOf(entry.body);
  const entries = [
    links.length > 0 && { text: "Voir les adresses des liens", icon: "link", run: () => showLinks(links) },
    app.mailbox.has("headers") && !entry.written && { text: "Afficher l’en-tête", icon: "code", run: () => showHeaders(entry) },
  ].filter(Boolean);
  return entries.length > 0 && menuButton("Autres actions", () => entries, { "data-focus": "more" });
}

function reportNotice(entry) {
  const text = { junk: "Vous avez classé ce message comme indésirable.", phishing: "Vous avez signalé ce message comme hameçonnage." }[entry.reported];
  return text && h("p", { class: "notice" }, icon("shield"), text);
}

function head(entry) {
  const { name, address } = person(entry.from);
  return h("dl", { class: "headers" },
    line("De", h("span", {}, name && h("span", { class: "strong" }, name), " ", h("span", { class: "address" }, `<${address}>`))),
    line("À", entry.to.join(", ")), entry.cc.length > 0 && line("Cc", entry.cc.join(", ")), entry.bcc?.length > 0 && line("Cci", entry.bcc.join(", ")),
    line("Date", longDate(entry.date)),
    entry.labels.length > 0 && line("Étiquettes", entry.labels.map((label) => h("span", { class: "chip" }, label))));
}

function line(name, value) {
  return [h("dt", {}, name), h("dd", {}, value)];
}

/* The true target shows on hover and focus, as a browser does, and on a long press with a finger. */
function linkTo(app, entry, text, url, target) {
  const show = () => { target.textContent = `Adresse du lien : ${url}`; };
  const hide = () => { target.textContent = ""; };
  return h("a", {
    href: url, onpointerenter: show, onpointerleave: hide, onfocus: show, onblur: hide, onauxclick: (event) => event.preventDefault(),
    oncontextmenu: (event) => { event.preventDefault(); showLinks([{ text, target: url }]); },
    onclick: (event) => { event.preventDefault(); openLink(app, entry, url); },
  }, text);
}

function openLink(app, entry, url) {
  app.mailbox.note("opened_links", entry.id, url);
  app.publish(app.mailbox.state);
  openDialog({ title: "Lien ouvert", cancel: "Fermer", body: [h("p", {}, "Votre navigateur a ouvert la page :"), h("p", { class: "code" }, url), h("p", { class: "muted" }, "Ici, la page elle-même n’est pas montrée.")] });
}

function showLinks(links) {
  const rows = links.map(({ text, target }) => h("li", {}, h("span", { class: "strong" }, readableText(text)), h("p", { class: "code" }, target)));
  openDialog({ title: "Adresses des liens", cancel: "Fermer", body: h("ul", { class: "stack" }, rows) });
}

function showHeaders(entry) {
  const standard = { From: entry.from, To: entry.to.join(", "), ...(entry.reply_to && { "Reply-To": entry.reply_to }), Date: entry.date, Subject: entry.subject };
  const all = Object.entries({ ...standard, ...entry.headers });
  openDialog({ title: "En-tête du message", wide: true, cancel: "Fermer", body: h("dl", { class: "raw code" }, all.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])) });
}

function quotation(app, entry) {
  if (!entry.quoted || !entry.in_reply_to) return null;
  return quoted(app.mailbox.entry(entry.in_reply_to));
}

function attachments(app, entry) {
  if (!entry.attachments.length) return null;
  const items = entry.attachments.map((file) => h("li", {}, h("button", { type: "button", class: "attachment", "data-focus": `file-${file.name}`, onclick: () => openAttachment(app, entry, file) },
    icon("clip"), h("span", { class: "ellipsis" }, file.name), h("span", { class: "muted small" }, file.size ?? "120 Ko"))));
  return h("section", { "aria-label": "Pièces jointes" }, h("ul", { class: "attachments" }, items));
}

function openAttachment(app, entry, file) {
  if (!entry.written) app.mailbox.note("opened_attachments", entry.id, file.name);
  app.publish(app.mailbox.state);
  const text = file.text ? bodyNodes(file.text, (words) => words) : h("p", { class: "muted" }, "Ici, le contenu du fichier n’est pas montré.");
  openDialog({ title: `Fichier ouvert : ${file.name}`, cancel: "Fermer", body: h("div", { class: "stack" }, text) });
}
