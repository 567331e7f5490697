/* What a mailbox holds and what can be done to it; knows nothing of the page. */
import { addressOf, folded, nameOf } from "../kit/formats.js";
import { applyRules } from "./rules.js";

export const SYSTEM = [
  ["inbox", "Réception", "inbox"], ["drafts", "Brouillons", "draft"], ["sent", "Envoyés", "send"],
  ["archive", "Archives", "archive"], ["junk", "Indésirables", "junk"], ["bin", "Corbeille", "bin"],
];
const NEEDED = { archive: "archive", junk: "junk", bin: "delete", drafts: "compose", sent: "compose" };

export class Mailbox {
  constructor(scenario) {
    this.scenario = scenario;
    this.originals = new Map(scenario.messages.map((message) => [message.id, message]));
    this.state = initialState(scenario);
  }

  has(feature) {
    return !this.scenario.features || this.scenario.features.includes(feature);
  }

  writes() {
    return this.has("compose") || this.has("reply");
  }

  /** `[{id, name, icon, own}]`, system folders first; those that could only stay empty are left out. */
  folders() {
    const shown = SYSTEM.filter(([id]) => id === "inbox" || this.useful(id) || this.entries(id).length);
    const own = this.state.folders.map(({ id, name }) => ({ id, name, icon: "folder", own: true }));
    return [...shown.map(([id, name, icon]) => ({ id, name, icon, own: false })), ...own];
  }

  useful(id) {
    return NEEDED[id] === "compose" ? this.writes() : this.has(NEEDED[id]);
  }

  folderName(id) {
    return SYSTEM.find(([key]) => key === id)?.[1] ?? this.state.folders.find((folder) => folder.id === id)?.name ?? "";
  }

  /** Everything a folder shows: received messages, and what the learner wrote. */
  entries(folder) {
    const received = [...this.originals.keys()].filter((id) => this.state.messages[id].folder === folder && this.arrived(id));
    const written = { sent: this.state.sent, drafts: this.state.drafts }[folder] ?? [];
    return [...received, ...written.map((message) => message.id)].map((id) => this.entry(id));
  }

  arrived(id) {
    return this.state.fetched || !this.originals.get(id).incoming;
  }

  /** One message, received or written, in one shape. */
  entry(id) {
    const original = this.originals.get(id);
    if (original) return { to: [this.scenario.owner], cc: [], bcc: [], attachments: [], ...nonEmpty(original), ...this.state.messages[id], id, written: false };
    const draft = this.state.drafts.some((message) => message.id === id);
    const message = [...this.state.sent, ...this.state.drafts].find((each) => each.id === id);
    return message && {
      ...message, from: this.scenario.owner, date: this.scenario.today, read: true, starred: false, labels: [], reported: "",
      attachments: message.attachments.map((reference) => this.attachment(reference)), folder: draft ? "drafts" : "sent", written: true, draft,
    };
  }

  /** The document or received file that a reference such as "plan" or "m3/plan.pdf" stands for. */
  attachment(reference) {
    const document = this.scenario.documents?.find(({ id }) => id === reference);
    if (document) return { size: "120 Ko", ...document, reference };
    const [, id, name] = /^([^/]+)\/(.+)$/.exec(reference);
    return { size: "120 Ko", ...this.originals.get(id).attachments.find((file) => file.name === name), reference };
  }

  unread(folder) {
    return this.entries(folder).filter((entry) => !entry.read).length;
  }

  update(ids, change) {
    for (const id of ids) if (this.state.messages[id]) Object.assign(this.state.messages[id], change);
  }

  move(ids, folder) {
    this.update(ids, { folder });
  }

  report(ids, reported) {
    this.update(ids, { reported, folder: reported ? "junk" : "inbox" });
  }

  /** Into the bin; from the bin, for good. */
  remove(ids) {
    for (const id of ids) this.update([id], { folder: this.state.messages[id]?.folder === "bin" ? "erased" : "bin" });
    this.state.drafts = this.state.drafts.filter((draft) => !ids.includes(draft.id));
  }

  toggleLabel(ids, label, on) {
    for (const id of ids) {
      const labels = new Set(this.state.messages[id]?.labels);
      on ? labels.add(label) : labels.delete(label);
      this.update([id], { labels: [...labels] });
    }
  }

  addFolder(name) {
    const folder = { id: this.newId(), name };
    this.state.folders.push(folder);
    return folder.id;
  }

  addRule(rule, { now }) {
    this.state.rules.push(rule);
    const there = now ? this.entries("inbox").map((entry) => entry.id) : [];
    return there.filter((id) => applyRules([rule], this.originals.get(id), this.state.messages[id], this.scenario.owner)).length;
  }

  fetch() {
    this.state.fetched = true;
    const incoming = [...this.originals.values()].filter((message) => message.incoming);
    for (const message of incoming) applyRules(this.state.rules, message, this.state.messages[message.id], this.scenario.owner);
    return incoming.length;
  }

  saveDraft(message) {
    this.state.drafts = [...this.state.drafts.filter(({ id }) => id !== message.id), message];
  }

  send(message) {
    this.state.drafts = this.state.drafts.filter(({ id }) => id !== message.id);
    this.state.sent.push(message);
  }

  note(list, message, what) {
    if (!this.state[list].some((opened) => opened.message === message && opened.what === what)) this.state[list].push({ message, what });
  }

  newId() {
    const taken = [...this.state.folders, ...this.state.sent, ...this.state.drafts].map(({ id }) => Number(/^x(\d+)$/.exec(id)?.[1] ?? 0));
    return `x${Math.max(0, ...taken) + 1}`;
  }
}

function nonEmpty(message) {
  return Object.fromEntries(Object.entries(message).filter(([, value]) => !(Array.isArray(value) && !value.length)));
}

function initialState(scenario) {
  const place = ({ folder = "inbox", read = false, starred = false, labels = [] }) => ({ folder, read, starred, labels: [...labels], reported: "" });
  const outgoing = (draft) => ({ ...blankMessage(draft.id), ...draft });
  return {
    folders: [...(scenario.folders ?? [])],
    labels: [...(scenario.labels ?? [])],
    messages: Object.fromEntries(scenario.messages.map((message) => [message.id, place(message)])),
    sent: [],
    drafts: (scenario.drafts ?? []).map(outgoing),
    rules: (scenario.rules ?? []).map((rule) => ({ target: "", ...rule })),
    vacation: { enabled: false, start: "", end: "", subject: "", body: "" },
    signature: scenario.signature ?? "",
    contacts: [...(scenario.contacts ?? [])],
    groups: [...(scenario.groups ?? [])],
    opened_links: [],
    opened_attachments: [],
    fetched: false,
    reading: null,
  };
}

export function blankMessage(id) {
  return {
    id, to: [], cc: [], bcc: [], subject: "", body: "", attachments: [], in_reply_to: null, mode: "new",
    quoted: false, send_at: "", important: false, receipt: false,
  };
}

/** What a search looks through. */
export function searchable(entry) {
  return folded([entry.from, ...entry.to, ...entry.cc, entry.subject, entry.body, ...entry.labels, ...entry.attachments.map(({ name }) => name)].join(" "));
}

/** Who the list names: the sender, or the recipients of what the owner wrote. */
export function correspondent(entry, owner) {
  if (addressOf(entry.from) !== addressOf(owner)) return nameOf(entry.from);
  return entry.to.length ? `À : ${entry.to.map(nameOf).join(", ")}` : "(sans destinataire)";
}
