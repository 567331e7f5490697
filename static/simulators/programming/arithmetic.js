/* The operators of programs, bounded: what would be too large is refused before it is built. */

import { MAX_ITEMS, MAX_TEXT, ProgramError, Tuple, isNumber, isWhole, kind, plain, size, sized } from "./values.js";

const MAX_POWER_BITS = 2000n;

export function binary(op, left, right, meter) {
  if (isNumber(left) && isNumber(right)) return sized(numbers(op, plain(left), plain(right)), meter);
  if (op === "+" && kind(left) === kind(right) && isSequence(left)) return sized(joined(left, right), meter);
  if (op === "*") {
    const [sequence, times] = isSequence(right) ? [right, left] : [left, right];
    if (isSequence(sequence) && isWhole(times)) return repeated(sequence, BigInt(times), meter);
  }
  throw new ProgramError("type", { detail: op });
}

export function negative(value) {
  if (!isNumber(value)) throw new ProgramError("type", { detail: "-" });
  return -plain(value);
}

const isSequence = (value) => ["str", "list", "tuple"].includes(kind(value));

function joined(left, right) {
  if (typeof left === "string") return left + right;
  return left instanceof Tuple ? new Tuple([...left.items, ...right.items]) : [...left, ...right];
}

function repeated(sequence, times, meter) {
  const count = times > 0n ? times : 0n;
  if (BigInt(size(sequence)) * count > BigInt(typeof sequence === "string" ? MAX_TEXT : MAX_ITEMS)) throw new ProgramError("size");
  const copies = Number(size(sequence) ? count : 0n);
  if (typeof sequence === "string") return sized(sequence.repeat(copies), meter);
  const items = Array.from({ length: copies }, () => sequence.items ?? sequence).flat(1);
  return sized(sequence instanceof Tuple ? new Tuple(items) : items, meter);
}

function numbers(op, left, right) {
  const whole = typeof left === "bigint" && typeof right === "bigint";
  const [a, b] = whole ? [left, right] : [Number(left), Number(right)];
  switch (op) {
    case "+": return a + b;
    case "-": return a - b;
    case "*": return a * b;
    case "**": return power(left, right);
  }
  if (b == 0) throw new ProgramError("zero"); // eslint-disable-line eqeqeq -- 0n and 0
  if (op === "/") return Number(a) / Number(b);
  if (whole) return wholeDivision(op, a, b);
  return floatDivision(op, a, b);
}

function wholeDivision(op, a, b) {
  const rest = a % b;
  const crosses = rest !== 0n && (rest < 0n) !== (b < 0n);
  if (op === "%") return crosses ? rest + b : rest;
  return a / b - (crosses ? 1n : 0n);
}

function floatDivision(op, a, b) {
  let rest = a % b;
  if (rest !== 0 && (rest < 0) !== (b < 0)) rest += b;
  if (rest === 0) rest = b < 0 ? -0 : 0;
  if (op === "%") return rest;
  const quotient = (a - rest) / b;
  if (quotient === 0) return a / b < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function power(left, right) {
  if (typeof left === "bigint" && typeof right === "bigint" && right >= 0n) {
    if (left >= -1n && left <= 1n) return left === 0n && right > 0n ? 0n : left < 0n && right % 2n ? -1n : 1n;
    const bits = BigInt((left < 0n ? -left : left).toString(2).length);
    if (bits * right > MAX_POWER_BITS) throw new ProgramError("overflow");
    return left ** right;
  }
  const [a, b] = [Number(left), Number(right)];
  if (a === 0 && b < 0) throw new ProgramError("zero");
  if (a < 0 && !Number.isInteger(b)) throw new ProgramError("value", { detail: "**" });
  return a ** b;
}

/** A float with a fixed number of decimals; exact halves go to the even digit, as in Python. */
export function fixed(value, places) {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const positive = Math.abs(value);
  if (positive >= 1e21) return `${sign}${BigInt(positive)}${places ? `.${"0".repeat(places)}` : ""}`;
  const exact = positive.toFixed(100);
  const point = exact.indexOf(".");
  const tie = /^50*$/.test(exact.slice(point + 1 + places));
  const cut = exact.slice(0, places ? point + 1 + places : point);
  return sign + (tie && Number(cut.at(-1)) % 2 === 0 ? cut : positive.toFixed(places));
}

export function rounded(value, places) {
  if (typeof value === "bigint") return value;
  if (places === null) return BigInt(fixed(value, 0).replace(/^-0$/, "0"));
  return Math.abs(value) >= 1e21 ? value : Number(fixed(value, places));
}
