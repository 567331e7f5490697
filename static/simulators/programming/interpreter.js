/* Runs a parsed program inside limits, telling `watch` each instruction it is about to execute. */

import { binary, fixed, negative } from "./arithmetic.js";
import { callFunction, callMethod, isFunction } from "./library.js";
import {
  Dict, MAX_ITEMS, ProgramError, Range, Tuple,
  compare, elements, isNumber, kind, show, size, sized, truth, whole,
} from "./values.js";

const MAX_DEPTH = 60;
const MAX_OUTPUT = 5000;
const NEXT = "next";
const BREAK = "break";
const CONTINUE = "continue";

const fail = (code, detail = "") => { throw new ProgramError(code, { detail }); };

class Scope {
  constructor({ names = new Map(), local = new Set(), parent = null } = {}) {
    Object.assign(this, { names, local, parent });
  }

  find(name) {
    for (let scope = this; scope; scope = scope.parent) {
      if (scope.names.has(name)) return scope.names.get(name);
      if (scope.local.has(name)) return undefined;
    }
    return undefined;
  }
}

class Routine {
  constructor(node, scope) {
    Object.assign(this, { name: node.name, params: node.params, body: node.body, scope });
    this.local = new Set([...node.params, ...assigned(node.body)]);
  }
}

class Builtin {
  constructor(name) { this.name = name; }
}

export class Machine {
  constructor(meter, { commands = {}, inputs = [], given = {}, watch = () => {} } = {}) {
    Object.assign(this, { meter, commands, inputs: [...inputs], watch, output: "", depth: 0, at: null });
    this.scope = new Scope({ names: new Map(Object.entries(given)) });
  }

  run(program) {
    this.guarded(() => { if (this.execute(program) !== NEXT) fail("syntax"); });
  }

  ask(question) {
    return this.guarded(() => this.value(question));
  }

  guarded(action) {
    try {
      return action();
    } catch (error) {
      if (error instanceof RangeError) throw new ProgramError("depth", { at: this.at });
      if (error instanceof ProgramError) error.at ??= this.at;
      throw error;
    }
  }

  visit(node) {
    this.at = node.at;
    this.watch(node.at, this);
  }

  execute(body) {
    for (const node of body) {
      this.visit(node);
      this.meter.step();
      const signal = STATEMENTS[node.type](this, node) ?? NEXT;
      if (signal !== NEXT) return signal;
    }
    return NEXT;
  }

  loop(values, node, target = null) {
    let first = true;
    for (const value of values) {
      if (!first) this.visit(node);
      first = false;
      this.meter.step();
      if (target) this.store(target, value);
      const signal = this.execute(node.body);
      if (signal === BREAK) return NEXT;
      if (typeof signal === "object") return signal;
    }
    return NEXT;
  }

  value(node) {
    this.meter.evaluate();
    return EXPRESSIONS[node.type](this, node);
  }

  values(nodes) {
    return nodes.map((node) => this.value(node));
  }

  find(name) {
    const value = this.scope.find(name);
    if (value !== undefined) return value;
    if (isFunction(name) || Object.hasOwn(this.commands, name) || name === "print" || name === "input") return new Builtin(name);
    return fail("name", name);
  }

  store(target, value) {
    if (target.type === "name") this.scope.names.set(target.id, value);
    else if (target.type === "tuple") {
      const parts = elements(value, this.meter);
      if (parts.length !== target.items.length) fail("unpack");
      target.items.forEach((item, rank) => this.store(item, parts[rank]));
    } else this.storeItem(this.value(target.value), this.value(target.key), value);
  }

  storeItem(owner, key, value) {
    if (owner instanceof Dict) {
      owner.set(key, value);
      if (owner.size > MAX_ITEMS) fail("size");
    } else if (Array.isArray(owner)) owner[this.position(owner, key)] = value;
    else fail("type");
  }

  item(owner, key) {
    if (owner instanceof Dict) return owner.has(key) ? owner.get(key) : fail("key");
    const index = this.position(owner, key);
    if (typeof owner === "string") return [...owner][index];
    return owner instanceof Range ? owner.at(index) : (owner.items ?? owner)[index];
  }

  position(owner, key) {
    if (!["str", "list", "tuple", "range"].includes(kind(owner))) fail("type");
    const [index, length] = [Number(whole(key)), size(owner)];
    if (index < -length || index >= length) fail("index");
    return index < 0 ? index + length : index;
  }

  /* A list is walked as it is while the loop changes it, as Python does. */
  iterate(values) {
    if (typeof values === "string" || Array.isArray(values) || values instanceof Range) return values;
    return elements(values, this.meter);
  }

  changed(op, old, value) {
    if (op !== "+" || !Array.isArray(old)) return binary(op, old, value, this.meter);
    callMethod(old, "extend", this, [value], {});
    return old;
  }

  keywords(node) {
    return Object.fromEntries(Object.entries(node.keywords).map(([word, item]) => [word, this.value(item)]));
  }

  apply(callee, values, keywords = {}) {
    if (callee instanceof Builtin) {
      this.meter.step();
      return this.builtin(callee.name, values, keywords);
    }
    if (!(callee instanceof Routine)) fail("call");
    if (Object.keys(keywords).length || values.length !== callee.params.length) fail("arguments", callee.name);
    return this.enter(callee, new Map(callee.params.map((name, rank) => [name, values[rank]])));
  }

  enter(callee, names) {
    if (this.depth >= MAX_DEPTH) fail("depth");
    const { scope, at } = this;
    this.scope = new Scope({ names, local: callee.local, parent: callee.scope });
    this.depth += 1;
    const signal = this.execute(callee.body);
    if (signal === BREAK || signal === CONTINUE) fail("syntax");
    this.depth -= 1;
    Object.assign(this, { scope, at });
    return typeof signal === "object" ? signal.value : null;
  }

  builtin(name, values, keywords) {
    if (name === "print") return this.print(values, keywords);
    if (name === "input") return this.inputs.length ? this.inputs.shift() : fail("input");
    if (!Object.hasOwn(this.commands, name)) return callFunction(name, this, values, keywords);
    if (values.length || Object.keys(keywords).length) fail("arguments", name);
    return this.commands[name]() ?? null;
  }

  print(values, keywords) {
    const options = { sep: " ", end: "\n", ...keywords };
    if (Object.keys(options).length > 2 || !Object.values(options).every((item) => typeof item === "string")) fail("arguments", "print");
    this.output += values.map((item) => show(item, this.meter)).join(options.sep) + options.end;
    if (size(this.output) > MAX_OUTPUT) fail("output");
    return null;
  }
}

const STATEMENTS = {
  expr: (machine, node) => { machine.value(node.value); },
  assign(machine, node) {
    const value = machine.value(node.value);
    node.targets.forEach((target) => machine.store(target, value));
  },
  augment(machine, { target, op, value: added }) {
    if (target.type === "tuple") fail("type");
    const value = machine.value(added);
    if (target.type === "name") {
      const old = machine.scope.find(target.id);
      machine.scope.names.set(target.id, machine.changed(op, old === undefined ? fail("name", target.id) : old, value));
      return;
    }
    const [owner, key] = [machine.value(target.value), machine.value(target.key)];
    machine.storeItem(owner, key, machine.changed(op, machine.item(owner, key), value));
  },
  if: (machine, node) => machine.execute(truth(machine.value(node.test)) ? node.body : node.orelse),
  while(machine, node) {
    for (let first = true; ; first = false) {
      if (!first) machine.visit(node);
      if (!truth(machine.value(node.test))) return NEXT;
      machine.meter.step();
      const signal = machine.execute(node.body);
      if (signal === BREAK) return NEXT;
      if (typeof signal === "object") return signal;
    }
  },
  repeat: (machine, node) => machine.loop(new Range(0n, whole(machine.value(node.count)), 1n), node),
  for: (machine, node) => machine.loop(machine.iterate(machine.value(node.iter)), node, node.target),
  def: (machine, node) => { machine.scope.names.set(node.name, new Routine(node, machine.scope)); },
  return(machine, node) {
    if (!machine.depth) fail("syntax");
    return { value: node.value ? machine.value(node.value) : null };
  },
  break: () => BREAK,
  continue: () => CONTINUE,
  pass: () => NEXT,
};

const literal = (machine, node) => sized(node.value, machine.meter);

const EXPRESSIONS = {
  int: literal,
  float: literal,
  str: literal,
  bool: literal,
  none: () => null,
  name: (machine, node) => machine.find(node.id),
  list: (machine, node) => sized(machine.values(node.items), machine.meter),
  tuple: (machine, node) => new Tuple(machine.values(node.items)),
  dict(machine, node) {
    const dict = new Dict();
    node.keys.forEach((key, rank) => dict.set(machine.value(key), machine.value(node.values[rank])));
    return dict;
  },
  unary(machine, node) {
    const value = machine.value(node.value);
    if (node.op === "not") return !truth(value);
    return node.op === "-" ? negative(value) : negative(negative(value));
  },
  binary: (machine, node) => binary(node.op, machine.value(node.left), machine.value(node.right), machine.meter),
  logic(machine, node) {
    let result = null;
    for (const item of node.values) {
      result = machine.value(item);
      if (truth(result) === (node.op === "or")) break;
    }
    return result;
  },
  compare(machine, node) {
    let left = machine.value(node.left);
    return node.ops.every((op, rank) => {
      const right = machine.value(node.rights[rank]);
      const holds = compare(op, left, right, machine.meter);
      left = right;
      return holds;
    });
  },
  choice: (machine, node) => machine.value(truth(machine.value(node.test)) ? node.yes : node.no),
  index: (machine, node) => machine.item(machine.value(node.value), machine.value(node.key)),
  slice(machine, node) {
    const owner = machine.value(node.value);
    if (!["str", "list", "tuple"].includes(kind(owner))) fail("type");
    const bounds = node.bounds.map((part) => (part ? machine.value(part) : null));
    const items = typeof owner === "string" ? [...owner] : owner.items ?? owner;
    const cut = ranks(items.length, ...bounds.map((bound) => (bound === null ? null : Number(whole(bound))))).map((rank) => items[rank]);
    if (typeof owner === "string") return sized(cut.join(""), machine.meter);
    return sized(owner instanceof Tuple ? new Tuple(cut) : cut, machine.meter);
  },
  format: (machine, node) => sized(node.parts.map((part) => field(machine, part)).join(""), machine.meter),
  comprehension(machine, node) {
    const source = machine.value(node.iter);
    const [outer, results] = [machine.scope, []];
    machine.scope = new Scope({ parent: outer });
    for (const value of machine.iterate(source)) {
      machine.meter.step();
      machine.store(node.target, value);
      if (node.tests.every((test) => truth(machine.value(test)))) results.push(machine.value(node.item));
    }
    machine.scope = outer;
    return sized(results, machine.meter);
  },
  call: (machine, node) => machine.apply(machine.find(node.name), machine.values(node.args), machine.keywords(node)),
  method(machine, node) {
    const owner = machine.value(node.value);
    const [values, keywords] = [machine.values(node.args), machine.keywords(node)];
    machine.meter.step();
    return callMethod(owner, node.name, machine, values, keywords);
  },
};

function ranks(length, low, high, step) {
  const by = step ?? 1;
  if (by === 0) fail("value");
  const clip = (bound, least, most) => Math.min(Math.max(bound < 0 ? bound + length : bound, least), most);
  const [least, most] = by > 0 ? [0, length] : [-1, length - 1];
  const start = low === null ? (by > 0 ? least : most) : clip(low, least, most);
  const stop = high === null ? (by > 0 ? most : least) : clip(high, least, most);
  const kept = [];
  for (let rank = start; by > 0 ? rank < stop : rank > stop; rank += by) kept.push(rank);
  return kept;
}

function field(machine, part) {
  const value = machine.value(part.type === "field" ? part.value : part);
  if (!part.spec) return show(value, machine.meter);
  const places = part.spec.match(/^\.([0-9])f$/);
  if (!places || !isNumber(value)) fail("value", part.spec);
  return fixed(Number(value), Number(places[1]));
}

/** The names that a function's body assigns: they are its own, as in Python. */
function assigned(body) {
  return body.flatMap((node) => {
    const targets = [...(node.targets ?? []), node.target].filter(Boolean).flatMap(targetNames);
    const inner = node.type === "def" ? [node.name] : [...assigned(node.body ?? []), ...assigned(node.orelse ?? [])];
    return [...targets, ...inner];
  });
}

function targetNames(target) {
  if (target.type === "tuple") return target.items.flatMap(targetNames);
  return target.type === "name" ? [target.id] : [];
}
