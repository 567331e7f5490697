/* Tokens to the program representation that blocks share (docs/simulators.md). */

import { fields } from "./fstring.js";
import { bad, tokens } from "./lexer.js";

const UNSUPPORTED = new Set([
  "import", "from", "class", "lambda", "try", "except", "finally", "with", "raise",
  "assert", "del", "global", "nonlocal", "yield", "async", "await",
]);
const WORDS = new Set([
  ...UNSUPPORTED, "False", "None", "True", "and", "or", "not", "in", "is",
  "if", "elif", "else", "while", "for", "def", "return", "break", "continue", "pass", "as",
]);
const AUGMENTED = ["+=", "-=", "*=", "/=", "//=", "%=", "**="];
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="];

export const isKeyword = (name) => WORDS.has(name);

export function parseProgram(text) {
  return new Parser(tokens(text)).program();
}

export function parseExpression(text) {
  const parser = new Parser(tokens(text.trim()));
  const value = parser.expressions();
  parser.accept("newline");
  if (parser.token.type !== "end") parser.fail();
  return value;
}

class Parser {
  constructor(list) {
    Object.assign(this, { list, rank: 0 });
  }

  get token() { return this.list[this.rank]; }

  fail(code = "syntax", detail = "") { bad(code, this.token.line, detail); }

  is(value) { return (this.token.type === "sign" || this.token.type === "name") && this.token.value === value; }

  accept(what) {
    const layout = ["newline", "indent", "dedent"].includes(what);
    if (!(layout ? this.token.type === what : this.is(what))) return false;
    this.rank += 1;
    return true;
  }

  expect(what, code) { if (!this.accept(what)) this.fail(code); }

  name() {
    const { type, value } = this.token;
    if (type !== "name" || WORDS.has(value)) this.fail();
    this.rank += 1;
    return value;
  }

  // Statements

  program() {
    const body = [];
    while (this.token.type !== "end") {
      if (this.token.type === "indent") this.fail("indent");
      body.push(...this.statement());
    }
    return body;
  }

  statement() {
    const { type, value, line } = this.token;
    if (type === "name" && UNSUPPORTED.has(value)) this.fail("unsupported", value);
    const compound = { if: "ifs", while: "whiles", for: "fors", def: "defs" }[type === "name" ? value : ""];
    if (compound) {
      this.rank += 1;
      return [{ ...this[compound](), at: line }];
    }
    const found = [];
    do found.push({ ...this.simple(), at: line }); while (this.accept(";") && this.token.type !== "newline");
    if (!this.accept("newline")) this.fail(this.is(":") ? "colon" : "syntax");
    return found;
  }

  block() {
    this.expect(":", "colon_missing");
    if (!this.accept("newline")) {
      const found = [];
      do found.push({ ...this.simple(), at: this.token.line }); while (this.accept(";") && this.token.type !== "newline");
      this.expect("newline");
      return found;
    }
    this.expect("indent", "indent_missing");
    const body = [];
    while (!this.accept("dedent")) {
      if (this.token.type === "indent") this.fail("indent");
      if (this.token.type === "end") break;
      body.push(...this.statement());
    }
    return body;
  }

  ifs() {
    const [test, body] = [this.condition(), this.block()];
    const { line } = this.token;
    if (this.accept("elif")) return { type: "if", test, body, orelse: [{ ...this.ifs(), at: line }] };
    return { type: "if", test, body, orelse: this.accept("else") ? this.block() : [] };
  }

  whiles() { return { type: "while", test: this.condition(), body: this.loopBody() }; }

  fors() {
    const target = this.target(this.targets());
    this.expect("in");
    return { type: "for", target, iter: this.expressions(), body: this.loopBody() };
  }

  loopBody() {
    const body = this.block();
    if (this.is("else")) this.fail("unsupported", "else");
    return body;
  }

  defs() {
    const [name, params] = [this.name(), []];
    this.expect("(");
    while (!this.accept(")")) {
      params.push(this.name());
      if (this.is("=")) this.fail("unsupported", "=");
      if (!this.accept(",") && !this.is(")")) this.fail();
    }
    if (new Set(params).size < params.length) this.fail();
    return { type: "def", name, params, body: this.block() };
  }

  simple() {
    for (const word of ["break", "continue", "pass"]) if (this.accept(word)) return { type: word };
    if (this.accept("return")) {
      const empty = this.token.type === "newline" || this.is(";");
      return { type: "return", value: empty ? null : this.expressions() };
    }
    const first = this.expressions();
    const op = AUGMENTED.find((sign) => this.accept(sign));
    if (op) return { type: "augment", target: this.target(first), op: op.slice(0, -1), value: this.expressions() };
    return this.is("=") ? this.assignment(first) : { type: "expr", value: first };
  }

  assignment(first) {
    const chain = [first];
    while (this.accept("=")) chain.push(this.expressions());
    const value = chain.pop();
    return { type: "assign", targets: chain.map((item) => this.target(item)), value };
  }

  target(node) {
    if (["tuple", "list"].includes(node.type)) return { type: "tuple", items: node.items.map((item) => this.target(item)) };
    if (!["name", "index"].includes(node.type)) this.fail();
    return node;
  }

  // Expressions, from the loosest to the tightest

  expressions() {
    const first = this.expression();
    if (!this.is(",")) return first;
    const items = [first];
    while (this.accept(",")) if (!this.ending()) items.push(this.expression());
    return { type: "tuple", items };
  }

  ending() {
    return ["newline", "end"].includes(this.token.type) || [")", "]", "}", "=", ":", ";", "in"].some((sign) => this.is(sign));
  }

  condition() {
    const test = this.expression();
    if (this.is("=")) this.fail("equals");
    return test;
  }

  expression() {
    const yes = this.either();
    if (!this.accept("if")) return yes;
    const test = this.either();
    this.expect("else");
    return { type: "choice", test, yes, no: this.expression() };
  }

  either() { return this.logic("or", () => this.both()); }

  both() { return this.logic("and", () => this.opposite()); }

  logic(op, part) {
    const values = [part()];
    while (this.accept(op)) values.push(part());
    return values.length > 1 ? { type: "logic", op, values } : values[0];
  }

  opposite() {
    return this.accept("not") ? { type: "unary", op: "not", value: this.opposite() } : this.comparison();
  }

  comparison() {
    const [left, ops, rights] = [this.sum(), [], []];
    for (let op = this.comparator(); op; op = this.comparator()) {
      ops.push(op);
      rights.push(this.sum());
    }
    return ops.length ? { type: "compare", left, ops, rights } : left;
  }

  comparator() {
    const sign = COMPARISONS.find((candidate) => this.accept(candidate));
    if (sign) return sign;
    if (this.accept("in")) return "in";
    if (this.accept("is")) return this.accept("not") ? "is not" : "is";
    if (!this.is("not")) return null;
    this.rank += 1;
    this.expect("in");
    return "not in";
  }

  sum() { return this.chain(["+", "-"], () => this.product()); }

  product() { return this.chain(["*", "/", "//", "%"], () => this.signed()); }

  chain(signs, part) {
    let left = part();
    for (let op = signs.find((sign) => this.accept(sign)); op; op = signs.find((sign) => this.accept(sign))) {
      left = { type: "binary", op, left, right: part() };
    }
    return left;
  }

  signed() {
    const op = ["-", "+"].find((sign) => this.accept(sign));
    return op ? { type: "unary", op, value: this.signed() } : this.power();
  }

  power() {
    const left = this.postfix();
    return this.accept("**") ? { type: "binary", op: "**", left, right: this.signed() } : left;
  }

  postfix() {
    let value = this.atom();
    for (;;) {
      if (this.accept("(")) value = this.call(value);
      else if (value.type === "attribute") this.fail("unsupported", value.name);
      else if (this.accept("[")) value = this.subscript(value);
      else if (this.accept(".")) value = { type: "attribute", value, name: this.name() };
      else return value;
    }
  }

  call(callee) {
    const [args, keywords] = [[], {}];
    while (!this.accept(")")) {
      const next = this.list[this.rank + 1];
      if (this.token.type === "name" && next.type === "sign" && next.value === "=") {
        const word = this.name();
        this.rank += 1;
        if (Object.hasOwn(keywords, word)) this.fail();
        keywords[word] = this.expression();
      } else if (Object.keys(keywords).length) this.fail();
      else args.push(this.element());
      if (!this.accept(",") && !this.is(")")) this.fail("bracket");
    }
    if (callee.type === "attribute") return { type: "method", value: callee.value, name: callee.name, args, keywords };
    if (callee.type !== "name") this.fail("unsupported");
    return { type: "call", name: callee.id, args, keywords };
  }

  subscript(value) {
    const bounds = [null];
    while (!this.is("]")) {
      if (this.accept(":")) bounds.push(null);
      else if (bounds.at(-1) === null) bounds[bounds.length - 1] = this.expressions();
      else this.fail("bracket");
      if (bounds.length > 3) this.fail();
    }
    this.expect("]");
    if (bounds.length === 1) return bounds[0] ? { type: "index", value, key: bounds[0] } : this.fail();
    return { type: "slice", value, bounds: [...bounds, null].slice(0, 3) };
  }

  /* An item of a list or of a call: it may be the head of a comprehension. */
  element() {
    const item = this.expression();
    if (!this.accept("for")) return item;
    const target = this.target(this.targets());
    this.expect("in");
    const [iter, tests] = [this.either(), []];
    while (this.accept("if")) tests.push(this.either());
    if (this.is("for")) this.fail("unsupported", "for");
    return { type: "comprehension", item, target, iter, tests };
  }

  /* The names a loop fills: no "in" belongs to them. */
  targets() {
    const items = [this.postfix()];
    const single = !this.is(",");
    while (this.accept(",")) if (!this.is("in")) items.push(this.postfix());
    return single ? items[0] : { type: "tuple", items };
  }

  atom() {
    const { type, value } = this.token;
    if (type === "str" || type === "fstr") return this.texts();
    if (type === "int" || type === "float") {
      this.rank += 1;
      return { type, value };
    }
    if (this.accept("(")) return this.parenthesis();
    if (this.accept("[")) return this.list_();
    if (this.accept("{")) return this.dict();
    if (this.accept("None")) return { type: "none" };
    if (this.accept("True")) return { type: "bool", value: true };
    if (this.accept("False")) return { type: "bool", value: false };
    if (type === "name" && UNSUPPORTED.has(value)) this.fail("unsupported", value);
    return { type: "name", id: this.name() };
  }

  parenthesis() {
    if (this.accept(")")) return { type: "tuple", items: [] };
    const first = this.element();
    if (this.accept(")")) return first;
    const items = [first];
    while (this.accept(",")) if (!this.is(")")) items.push(this.expression());
    this.expect(")", "bracket");
    return { type: "tuple", items };
  }

  list_() {
    if (this.accept("]")) return { type: "list", items: [] };
    const first = this.element();
    if (first.type === "comprehension" && this.accept("]")) return first;
    const items = [first];
    while (this.accept(",")) if (!this.is("]")) items.push(this.expression());
    this.expect("]", "bracket");
    return { type: "list", items };
  }

  dict() {
    const [keys, values] = [[], []];
    while (!this.accept("}")) {
      keys.push(this.expression());
      if (!this.accept(":")) this.fail("unsupported", "{ }");
      values.push(this.expression());
      if (!this.accept(",") && !this.is("}")) this.fail("bracket");
    }
    return { type: "dict", keys, values };
  }

  texts() {
    const found = [];
    while (["str", "fstr"].includes(this.token.type)) {
      found.push(this.token);
      this.rank += 1;
    }
    if (found.every(({ type }) => type === "str")) return { type: "str", value: found.map(({ value }) => value).join("") };
    const parts = found.flatMap(({ type, value, line }) => (type === "str" ? [value] : fields(value, line, parseExpression)));
    return { type: "format", parts: merged(parts) };
  }
}

/* The texts of an f-string that touch are one, and empty ones vanish. */
function merged(parts) {
  const kept = [];
  for (const part of parts) {
    if (typeof part !== "string") kept.push(part);
    else if (kept.at(-1)?.type === "str") kept.at(-1).value += part;
    else if (part) kept.push({ type: "str", value: part });
  }
  return kept;
}
