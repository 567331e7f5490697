/* A tree of files and what can be done to it; knows nothing of the page. */
import { bytes, folded } from "../kit/formats.js";
import { extensionOf } from "./kinds.js";

export const ROOT = "root";
export const BIN = "bin";
const ERASED = "erased";
const ZIP_SHARE = 0.6; // what compression leaves; the referee counts the same

export class Explorer {
  constructor(scenario) {
    this.scenario = scenario;
    this.nodes = indexed(scenario);
    this.state = initialState(scenario, this.nodes);
  }

  has(feature) {
    return !this.scenario.features || this.scenario.features.includes(feature);
  }

  item(id) {
    return this.state.items[id];
  }

  /** The item of the scenario that this one comes from through copies, or itself. */
  source(id) {
    while (this.item(id)?.origin?.of) id = this.item(id).origin.of;
    return id;
  }

  node(id) {
    return this.nodes.get(this.source(id))?.node;
  }

  kind(id) {
    if (id === ROOT || id === BIN) return "folder";
    const node = this.node(id);
    if (!node) return this.item(this.source(id)).origin.kind;
    if (node.name.toLowerCase().endsWith(".zip")) return "zip";
    return node.items ? "folder" : "file";
  }

  name(id) {
    return { [ROOT]: this.scenario.drive ?? "Mes fichiers", [BIN]: "Corbeille" }[id] ?? this.item(id).name;
  }

  children(parent) {
    return Object.keys(this.state.items).filter((id) => this.item(id).parent === parent);
  }

  folders(parent) {
    return this.sorted(this.children(parent).filter((id) => this.kind(id) === "folder"), "name", false);
  }

  /** The item and everything inside it. */
  family(id) {
    return [id, ...this.children(id).flatMap((child) => this.family(child))];
  }

  /** From the root (or the bin) down to the parent of the item. */
  ancestors(id) {
    const above = [];
    while (this.item(id)) above.unshift(id = this.item(id).parent);
    return above;
  }

  inBin(id) {
    return id === BIN || this.ancestors(id)[0] === BIN;
  }

  size(id) {
    const inside = this.children(id).reduce((total, child) => total + this.size(child), 0);
    const kind = this.kind(id);
    if (kind === "zip" && this.children(id).length) return Math.round(inside * ZIP_SHARE);
    if (kind === "folder" || !this.node(id)) return inside;
    return bytes(this.version(id)?.size ?? this.node(id).size ?? "0 o");
  }

  date(id) {
    const node = this.item(id).origin?.kind === "folder" ? null : this.node(id);
    return this.version(id)?.date ?? (node ? node.date ?? "2027-01-04T09:00" : this.scenario.today);
  }

  version(id) {
    return this.node(id)?.versions?.find((version) => version.id === this.item(id).version);
  }

  text(id) {
    return this.version(id)?.text || this.node(id)?.text || "";
  }

  used() {
    const tops = [...this.children(ROOT), ...this.children(BIN)];
    return tops.reduce((total, id) => total + this.size(id), bytes(this.scenario.quota?.other ?? "0 o"));
  }

  sorted(ids, key, descending) {
    const keys = {
      name: (id) => folded(this.name(id)), size: (id) => this.size(id), date: (id) => this.date(id),
      kind: (id) => (this.kind(id) === "folder" ? "" : extensionOf(this.name(id))),
    };
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "fr", { numeric: true }) : a - b);
    const way = descending ? -1 : 1;
    const foldersFirst = (a, b) => Number(this.kind(b) === "folder") - Number(this.kind(a) === "folder");
    return ids.sort((a, b) => foldersFirst(a, b) || way * compare(keys[key](a), keys[key](b)) || compare(keys.name(a), keys.name(b)));
  }

  /** What the list shows: a folder, or what a search finds below it. */
  listed() {
    const { view, current } = this.state;
    const words = folded(view.query).split(/\s+/).filter(Boolean);
    const pool = words.length ? this.children(current).flatMap((id) => this.searched(id)) : this.children(current);
    const visible = pool.filter((id) => view.hidden || !this.name(id).startsWith("."));
    const found = visible.filter((id) => words.every((word) => folded([this.name(id), ...this.item(id).tags].join(" ")).includes(word)));
    return this.sorted(found, view.sort, view.descending);
  }

  searched(id) {
    return this.kind(id) === "folder" ? [id, ...this.children(id).flatMap((child) => this.searched(child))] : [id];
  }

  taken(parent, name, except = null) {
    return this.children(parent).some((id) => id !== except && this.name(id).toLowerCase() === name.toLowerCase());
  }

  /** The name, or "name (2).ext" when the folder already has it. */
  freeName(parent, name, except = null) {
    if (!this.taken(parent, name, except)) return name;
    const dot = name.lastIndexOf(".") > 0 ? name.lastIndexOf(".") : name.length;
    let number = 2;
    while (this.taken(parent, `${name.slice(0, dot)} (${number})${name.slice(dot)}`, except)) number += 1;
    return `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
  }

  create(parent, name, origin, from = null) {
    const id = this.newId();
    const model = from ? this.item(from) : blankItem();
    this.state.items[id] = { ...structuredClone(model), parent, name: this.freeName(parent, name), shares: [], link: "none", link_expires: "", deleted_from: null, origin };
    return id;
  }

  addFolder(parent, name) {
    return this.create(parent, name, { kind: "folder", of: null });
  }

  /** A folder cannot go into itself; what is already there stays. */
  canMove(ids, parent) {
    return ids.every((id) => id !== parent && this.item(id).parent !== parent && !this.ancestors(parent).includes(id));
  }

  move(ids, parent) {
    for (const id of ids) Object.assign(this.item(id), { name: this.freeName(parent, this.name(id), id), parent });
  }

  canCopy(ids, parent) {
    return this.room(ids) && ids.every((id) => id !== parent && !this.ancestors(parent).includes(id));
  }

  /** The referee takes no more than 600 items. */
  room(ids) {
    return Object.keys(this.state.items).length + ids.flatMap((id) => this.family(id)).length < 590;
  }

  copy(ids, parent, kind = "copy") {
    return ids.map((id) => {
      const inside = this.children(id);
      const twin = this.create(parent, this.name(id), { kind, of: id }, id);
      this.copy(inside, twin, kind);
      return twin;
    });
  }

  remove(ids) {
    for (const id of ids) {
      const home = this.item(id).parent;
      Object.assign(this.item(id), { name: this.freeName(BIN, this.name(id), id), parent: BIN, deleted_from: home });
    }
  }

  restore(ids) {
    for (const id of ids) {
      const home = this.item(id).deleted_from ?? ROOT;
      const gone = home !== ROOT && (!this.item(home) || this.ancestors(home)[0] !== ROOT);
      this.move([id], gone ? ROOT : home);
      this.item(id).deleted_from = null;
    }
  }

  /* Erased things stay in the state, so that the server can see that they were. */
  erase(ids) {
    for (const id of ids) Object.assign(this.item(id), { name: this.freeName(ERASED, this.name(id), id), parent: ERASED });
  }

  zip(ids, name) {
    const id = this.create(this.item(ids[0]).parent, name, { kind: "zip", of: null });
    this.copy(ids, id);
    return id;
  }

  extract(id) {
    const folder = this.addFolder(this.item(id).parent, this.name(id).replace(/\.zip$/i, ""));
    this.copy(this.children(id), folder, "extract");
    return folder;
  }

  setSync(ids, sync) {
    for (const id of ids.flatMap((each) => this.family(each))) this.item(id).sync = sync;
  }

  opened(id) {
    if (!this.state.opened.includes(id)) this.state.opened.push(id);
  }

  newId() {
    const numbers = Object.keys(this.state.items).map((id) => Number(/^x(\d+)$/.exec(id)?.[1] ?? 0));
    return `x${Math.max(0, ...numbers) + 1}`;
  }
}

/* Items without id are named n1, n2… in the order of the scenario, as the referee does. */
function indexed(scenario) {
  const nodes = new Map();
  let count = 0;
  const walk = (items, parent) => (items ?? []).forEach((node) => {
    count += 1;
    const id = node.id || `n${count}`;
    nodes.set(id, { node, parent });
    walk(node.items, id);
  });
  walk(scenario.items, ROOT);
  walk(scenario.bin, BIN);
  return nodes;
}

function blankItem() {
  return { parent: ROOT, name: "", tags: [], author: "", shares: [], link: "none", link_expires: "", version: null, sync: "local", deleted_from: null, origin: null };
}

function initialItem({ node, parent }) {
  const chosen = Object.fromEntries(["name", "tags", "author", "shares", "link", "sync"].filter((key) => node[key] !== undefined).map((key) => [key, structuredClone(node[key])]));
  return { ...blankItem(), ...chosen, parent, version: node.versions?.at(-1)?.id ?? null, deleted_from: parent === BIN ? node.deleted_from ?? ROOT : null };
}

function initialState(scenario, nodes) {
  return {
    items: Object.fromEntries([...nodes].map(([id, place]) => [id, initialItem(place)])),
    current: scenario.open ?? ROOT,
    selected: [],
    opened: [],
    view: { layout: scenario.layout ?? "details", sort: "name", descending: false, extensions: scenario.extensions ?? true, hidden: scenario.hidden ?? false, query: "" },
  };
}
