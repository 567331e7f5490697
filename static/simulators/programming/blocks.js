/* The catalogue of blocks and their translation to the program representation of Python text.
   A block is {block, slots: {slot: text}, body: [...], orelse: [...]}; blocks are numbered from 1 in reading order. */

import { isKeyword, parseExpression } from "./parser.js";
import { ProgramError } from "./values.js";

const call = (name, ...args) => ({ type: "call", name, args, keywords: {} });
const instruction = (value) => ({ type: "expr", value });

export function identifier(text) {
  const name = text.trim();
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,29}$/u.test(name) || isKeyword(name)) throw new ProgramError("identifier");
  return name;
}

function filled(text) {
  if (!text.trim()) throw new ProgramError("empty");
  return parseExpression(text);
}

const nameOf = (text) => ({ type: "name", id: identifier(text) });
const assign = (slots, value) => ({ type: "assign", targets: [nameOf(slots.name)], value });
const not = (value) => ({ type: "unary", op: "not", value });

/* group: colour and heading in the palette; label: words and slots, in order; `defaults` fill a new block. */
export const COMMANDS = {
  avancer: "avancer",
  tourner_gauche: "tourner à gauche",
  tourner_droite: "tourner à droite",
  ramasser: "ramasser l’objet",
  poser: "poser l’objet",
};

const command = ([name, label]) => [name, { group: "move", label: [label], slots: [], bodies: [], translate: () => instruction(call(name)) }];

export const KINDS = {
  ...Object.fromEntries(Object.entries(COMMANDS).map(command)),
  repeat: {
    group: "control", label: ["répéter", { slot: "count", what: "nombre de fois", type: "number" }, "fois"],
    slots: ["count"], bodies: ["body"], defaults: { count: "2" },
    translate: (slots, body) => ({ type: "repeat", count: filled(slots.count), body }),
  },
  while: {
    group: "control", label: ["tant que", { slot: "test", what: "condition", type: "test" }],
    slots: ["test"], bodies: ["body"],
    translate: (slots, body) => ({ type: "while", test: filled(slots.test), body }),
  },
  until: {
    group: "control", label: ["répéter jusqu’à", { slot: "test", what: "condition", type: "test" }],
    slots: ["test"], bodies: ["body"],
    translate: (slots, body) => ({ type: "while", test: not(filled(slots.test)), body }),
  },
  if: {
    group: "control", label: ["si", { slot: "test", what: "condition", type: "test" }],
    slots: ["test"], bodies: ["body"],
    translate: (slots, body) => ({ type: "if", test: filled(slots.test), body, orelse: [] }),
  },
  if_else: {
    group: "control", title: "si … sinon", label: ["si", { slot: "test", what: "condition", type: "test" }],
    slots: ["test"], bodies: ["body", "orelse"],
    translate: (slots, body, orelse) => ({ type: "if", test: filled(slots.test), body, orelse }),
  },
  set: {
    group: "data", label: ["mettre", { slot: "name", what: "variable", type: "name" }, "à", { slot: "value", what: "valeur", type: "value" }],
    slots: ["name", "value"], bodies: [], defaults: { value: "0" },
    translate: (slots) => assign(slots, filled(slots.value)),
  },
  change: {
    group: "data", label: ["ajouter", { slot: "value", what: "valeur", type: "value" }, "à", { slot: "name", what: "variable", type: "name" }],
    slots: ["name", "value"], bodies: [], defaults: { value: "1" },
    translate: (slots) => ({ type: "augment", target: nameOf(slots.name), op: "+", value: filled(slots.value) }),
  },
  ask: {
    group: "text", label: ["demander un nombre et le mettre dans", { slot: "name", what: "variable", type: "name" }],
    slots: ["name"], bodies: [],
    translate: (slots) => assign(slots, call("int", call("input"))),
  },
  ask_text: {
    group: "text", label: ["demander un texte et le mettre dans", { slot: "name", what: "variable", type: "name" }],
    slots: ["name"], bodies: [],
    translate: (slots) => assign(slots, call("input")),
  },
  say: {
    group: "text", label: ["afficher", { slot: "value", what: "valeur à afficher", type: "value" }],
    slots: ["value"], bodies: [],
    translate: (slots) => instruction(call("print", filled(slots.value))),
  },
  append: {
    group: "data", label: ["ajouter", { slot: "value", what: "valeur", type: "value" }, "à la liste", { slot: "name", what: "liste", type: "name" }],
    slots: ["name", "value"], bodies: [],
    translate(slots) {
      const added = { args: [filled(slots.value)], keywords: {} };
      return instruction({ type: "method", value: nameOf(slots.name), name: "append", ...added });
    },
  },
  for_each: {
    group: "control", label: ["pour chaque", { slot: "name", what: "variable", type: "name" }, "de", { slot: "list", what: "liste", type: "value" }],
    slots: ["name", "list"], bodies: ["body"],
    translate: (slots, body) => ({ type: "for", target: nameOf(slots.name), iter: filled(slots.list), body }),
  },
  define: {
    group: "function", label: ["définir la fonction", { slot: "name", what: "nom de la fonction", type: "name" }],
    slots: ["name"], bodies: ["body"],
    translate: (slots, body) => ({ type: "def", name: identifier(slots.name), params: [], body }),
  },
  call: {
    group: "function", label: ["appeler la fonction", { slot: "name", what: "nom de la fonction", type: "name" }],
    slots: ["name"], bodies: [],
    translate: (slots) => instruction(call(identifier(slots.name))),
  },
};

/** What a block is called, without its slots: "répéter … fois". */
export const title = (name) => KINDS[name].title ?? KINDS[name].label.map((part) => (typeof part === "string" ? part : "…")).join(" ").replace(/ …$/, "");

export function freshBlock(name) {
  const { slots, bodies, defaults = {} } = KINDS[name];
  return {
    block: name,
    slots: Object.fromEntries(slots.map((slot) => [slot, defaults[slot] ?? ""])),
    ...Object.fromEntries(bodies.map((body) => [body, []])),
  };
}

/** A program as its author wrote it, completed: slots are texts, bodies are lists. */
export function completed(program) {
  return program.map((item) => {
    const block = freshBlock(item.block);
    for (const [slot, text] of Object.entries(item.slots ?? {})) block.slots[slot] = String(text);
    for (const body of KINDS[item.block].bodies) block[body] = completed(item[body] ?? []);
    return block;
  });
}

/** Every block in reading order. */
export function* walk(program) {
  for (const block of program) {
    yield block;
    yield* walk(block.body ?? []);
    yield* walk(block.orelse ?? []);
  }
}

export function translate(program, numbers = { next: 1 }) {
  return program.map((block) => {
    const at = numbers.next++;
    const [body, orelse] = [translate(block.body ?? [], numbers), translate(block.orelse ?? [], numbers)];
    try {
      return { ...KINDS[block.block].translate(block.slots, body, orelse), at };
    } catch (error) {
      if (error instanceof ProgramError) error.at = at;
      throw error;
    }
  });
}
