/* What programs compute with: values, their text, their comparison, and the limits on all of it.
   Integers are BigInt, floats are numbers. The server has the same rules in Python; a shared table of programs checks both. */

export const MAX_TEXT = 2000;
export const MAX_ITEMS = 5000;
const MAX_BITS = 1000n;
const MAX_INT = 2n ** MAX_BITS;
const MAX_NESTING = 40;
export const SPACES = " \t\n\r\f\v";

/** A learner's program stops: `code` says why, `at` is its line or block number. */
export class ProgramError extends Error {
  constructor(code, { at = null, detail = "" } = {}) {
    super(code);
    Object.assign(this, { code, at, detail });
  }
}

export class Meter {
  constructor(maxSteps = 20000, maxWork = 150000) {
    Object.assign(this, { maxSteps, maxWork, steps: 0, work: 0 });
  }

  step(count = 1) {
    this.steps += count;
    if (this.steps > this.maxSteps) throw new ProgramError("steps");
  }

  evaluate() {
    this.work += 1;
    if (this.work > this.maxWork) throw new ProgramError("steps");
  }
}

export class Tuple {
  constructor(items) { this.items = items; }
}

export class Dict {
  constructor() { this.entries = new Map(); }
  get size() { return this.entries.size; }
  has(key) { return this.entries.has(dictKey(key)); }
  get(key) { return this.entries.get(dictKey(key))?.[1]; }
  set(key, value) {
    const mark = dictKey(key);
    this.entries.set(mark, [this.entries.get(mark)?.[0] ?? key, value]);
  }
  delete(key) { this.entries.delete(dictKey(key)); }
  pairs() { return [...this.entries.values()]; }
}

export class Range {
  constructor(start, stop, step) { Object.assign(this, { start, stop, step }); }
  get length() {
    const span = this.step > 0n ? this.stop - this.start : this.start - this.stop;
    const size = this.step > 0n ? this.step : -this.step;
    return span <= 0n ? 0 : Number((span + size - 1n) / size);
  }
  at(index) { return this.start + BigInt(index) * this.step; }
  includes(value) {
    const rank = value - this.start;
    return rank % this.step === 0n && rank / this.step >= 0n && rank / this.step < BigInt(this.length);
  }
  * [Symbol.iterator]() {
    for (let rank = 0; rank < this.length; rank += 1) yield this.at(rank);
  }
}

export function kind(value) {
  if (value === null) return "none";
  if (Array.isArray(value)) return "list";
  if (value instanceof Tuple) return "tuple";
  if (value instanceof Dict) return "dict";
  if (value instanceof Range) return "range";
  return { bigint: "int", number: "float", boolean: "bool", string: "str" }[typeof value] ?? "function";
}

export const isNumber = (value) => ["bigint", "number", "boolean"].includes(typeof value);
export const plain = (value) => (typeof value === "boolean" ? BigInt(value) : value);
export const isWhole = (value) => typeof value === "bigint" || typeof value === "boolean";

export function whole(value) {
  if (!isWhole(value)) throw new ProgramError("type");
  return BigInt(value);
}

/** The number of items of a text (in characters), list, tuple, dictionary or range; null for anything else. */
export function size(value) {
  if (typeof value === "string") return [...value].length;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof Dict) return value.size;
  return Array.isArray(value) || value instanceof Range ? value.length : null;
}

/** Check a freshly built value against the limits and charge what it cost. */
export function sized(value, meter) {
  if (typeof value === "bigint") {
    if (value >= MAX_INT || value <= -MAX_INT) throw new ProgramError("overflow");
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ProgramError("overflow");
  } else if (typeof value === "string") {
    const length = size(value);
    meter.step(Math.floor(length / 100));
    if (length > MAX_TEXT) throw new ProgramError("size");
  } else if (Array.isArray(value) || value instanceof Tuple || value instanceof Dict) {
    meter.step(size(value));
    if (size(value) > MAX_ITEMS) throw new ProgramError("size");
  }
  return value;
}

export function floatText(value) {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa, power] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const exponent = Number(power);
  const sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= 16) {
    const size2 = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${size2}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole_ = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole_}.${digits.slice(exponent + 1) || "0"}`;
}

export const show = (value, meter) => (typeof value === "string" ? value : represent(value, meter));

export function represent(value, meter, depth = 0) {
  if (depth) meter.step();
  if (depth > MAX_NESTING) throw new ProgramError("size");
  const inner = (item) => represent(item, meter, depth + 1);
  switch (kind(value)) {
    case "none": return "None";
    case "bool": return value ? "True" : "False";
    case "int": return String(value);
    case "float": return floatText(value);
    case "str": return quoted(value);
    case "list": return sized(`[${value.map(inner).join(", ")}]`, meter);
    case "tuple": {
      const items = value.items.map(inner);
      return sized(items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`, meter);
    }
    case "dict": return sized(`{${value.pairs().map(([k, v]) => `${inner(k)}: ${inner(v)}`).join(", ")}}`, meter);
    case "range": return `range(${value.start}, ${value.stop}${value.step === 1n ? "" : `, ${value.step}`})`;
    default: return `<fonction ${value.name}>`;
  }
}

const ESCAPES = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = [...text].map((char) => (char === quote ? `\\${char}` : ESCAPES[char] ?? control(char))).join("");
  return quote + body + quote;
}

function control(char) {
  const code = char.codePointAt(0);
  return code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, "0")}` : char;
}

export function equal(left, right, meter, depth = 0) {
  if (isNumber(left) && isNumber(right)) return plain(left) == plain(right); // eslint-disable-line eqeqeq -- 1n == 1
  if (kind(left) !== kind(right)) return false;
  if (!["list", "tuple", "dict", "range"].includes(kind(left))) return left === right;
  if (left instanceof Range) return equal([...left].slice(0, MAX_ITEMS), [...right].slice(0, MAX_ITEMS), meter, depth);
  meter.step(size(left));
  if (depth > MAX_NESTING) throw new ProgramError("size");
  if (size(left) !== size(right)) return false;
  if (left instanceof Dict) return left.pairs().every(([key, value]) => right.has(key) && equal(value, right.get(key), meter, depth + 1));
  const others = sequence(right);
  return sequence(left).every((item, rank) => equal(item, others[rank], meter, depth + 1));
}

const sequence = (value) => (value instanceof Tuple ? value.items : value);

export function less(left, right, meter, depth = 0) {
  if (isNumber(left) && isNumber(right)) return plain(left) < plain(right);
  if (kind(left) !== kind(right) || !["str", "list", "tuple"].includes(kind(left))) throw new ProgramError("type");
  if (typeof left === "string") return left < right;
  if (depth > MAX_NESTING) throw new ProgramError("size");
  const [a, b] = [sequence(left), sequence(right)];
  for (let rank = 0; rank < Math.min(a.length, b.length); rank += 1) {
    meter.step();
    if (!equal(a[rank], b[rank], meter, depth + 1)) return less(a[rank], b[rank], meter, depth + 1);
  }
  return a.length < b.length;
}

const COMPARISONS = {
  "==": equal,
  "!=": (left, right, meter) => !equal(left, right, meter),
  "<": less,
  ">": (left, right, meter) => less(right, left, meter),
  "<=": (left, right, meter) => !less(right, left, meter),
  ">=": (left, right, meter) => !less(left, right, meter),
  in: (left, right, meter) => contains(right, left, meter),
  "not in": (left, right, meter) => !contains(right, left, meter),
  is: (left, right) => left === right,
  "is not": (left, right) => left !== right,
};

export const compare = (op, left, right, meter) => COMPARISONS[op](left, right, meter);

function contains(container, item, meter) {
  if (typeof container === "string") {
    if (typeof item !== "string") throw new ProgramError("type");
    return container.includes(item);
  }
  if (container instanceof Dict) return container.has(item);
  if (container instanceof Range) return isWhole(item) && container.includes(BigInt(item));
  if (Array.isArray(container) || container instanceof Tuple) return position(sequence(container), item, meter) >= 0;
  throw new ProgramError("type");
}

/** Where an item is first found, or -1; each item looked at costs a step. */
export function position(items, wanted, meter) {
  for (let index = 0; index < items.length; index += 1) {
    meter.step();
    if (equal(items[index], wanted, meter)) return index;
  }
  return -1;
}

/* A key may be a text, a number, None, or a tuple of these; 1, 1.0 and True are the same key. */
function dictKey(value) {
  const part = (item) => {
    if (item === null) return "n";
    if (typeof item === "string") return `s${item.length}:${item}`;
    if (!isNumber(item)) throw new ProgramError("type");
    const number = plain(item);
    return `d${typeof number === "number" && Number.isInteger(number) ? BigInt(number) : number}`;
  };
  return value instanceof Tuple ? `t${value.items.map(part).join(",")}` : part(value);
}

export function truth(value) {
  const length = size(value);
  return length === null ? value !== null && !(isNumber(value) && plain(value) == 0) : length > 0; // eslint-disable-line eqeqeq
}

/** The items of anything one can loop over, as a new list. */
export function elements(value, meter) {
  const length = size(value);
  if (length === null) throw new ProgramError("type");
  if (value instanceof Range && length > MAX_ITEMS) throw new ProgramError("size");
  meter.step(typeof value === "string" ? Math.floor(length / 100) : length);
  return value instanceof Dict ? value.pairs().map(([key]) => key) : [...sequence(value)];
}
