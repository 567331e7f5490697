/* The functions and methods that programs may call. */

import { binary, rounded } from "./arithmetic.js";
import {
  Dict, MAX_ITEMS, ProgramError, Range, SPACES, Tuple,
  elements, isNumber, kind, less, plain, position, show, size, sized, truth, whole,
} from "./values.js";

const fail = (code, detail = "") => { throw new ProgramError(code, { detail }); };
const arity = (values, low, high) => { if (values.length < low || values.length > high) fail("arguments"); };
const text = (value) => (typeof value === "string" ? value : fail("type"));

function toInt({ meter }, value = 0n) {
  if (typeof value === "string") {
    const digits = strip(value);
    if (!/^[+-]?[0-9]{1,300}$/.test(digits)) fail("value");
    const number = BigInt(digits.replace(/^[+-]/, ""));
    return sized(digits.startsWith("-") ? -number : number, meter);
  }
  if (!isNumber(value)) fail("type");
  return sized(typeof value === "number" ? BigInt(Math.trunc(value)) : BigInt(value), meter);
}

function toFloat({ meter }, value = 0) {
  if (typeof value === "string") {
    const digits = strip(value);
    if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(digits)) fail("value");
    return sized(Number(digits), meter);
  }
  return isNumber(value) ? Number(value) : fail("type");
}

function strip(value) {
  let [start, end] = [0, value.length];
  while (start < end && SPACES.includes(value[start])) start += 1;
  while (end > start && SPACES.includes(value[end - 1])) end -= 1;
  return value.slice(start, end);
}

function range(call, ...bounds) {
  const numbers = bounds.map(whole);
  if (numbers[2] === 0n) fail("value");
  if (numbers.some((number) => number > 10n ** 15n || number < -(10n ** 15n))) fail("overflow");
  if (numbers.length === 1) numbers.unshift(0n);
  return new Range(numbers[0], numbers[1], numbers[2] ?? 1n);
}

function round(call, value, places = null) {
  if (!isNumber(value) || (places !== null && !(whole(places) >= 0n && whole(places) <= 15n))) fail("type");
  return rounded(plain(value), places === null ? null : Number(places));
}

/* Sort as the server does, comparison by comparison, so that both count the same steps. */
function ordered(call, values, { key = null, reverse = false }) {
  const marks = key === null ? values : values.map((item) => call.apply(key, [item]));
  const first = (left, right) => {
    call.meter.step();
    return !(truth(reverse) ? less(marks[left], marks[right], call.meter) : less(marks[right], marks[left], call.meter));
  };
  return mergeSorted(values.map((_, rank) => rank), first).map((rank) => values[rank]);
}

function mergeSorted(ranks, first) {
  if (ranks.length <= 1) return ranks;
  const half = Math.floor(ranks.length / 2);
  const [left, right] = [mergeSorted(ranks.slice(0, half), first), mergeSorted(ranks.slice(half), first)];
  const merged = [];
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length) merged.push(first(left[a], right[b]) ? left[a++] : right[b++]);
  return [...merged, ...left.slice(a), ...right.slice(b)];
}

function best(call, values, { key = null }, largest) {
  const items = elements(values.length === 1 ? values[0] : values, call.meter);
  if (!items.length) fail("value");
  const marks = key === null ? items : items.map((item) => call.apply(key, [item]));
  let found = 0;
  for (let rank = 1; rank < items.length; rank += 1) {
    const [a, b] = largest ? [marks[found], marks[rank]] : [marks[rank], marks[found]];
    if (less(a, b, call.meter)) found = rank;
  }
  return items[found];
}

function chr(call, code) {
  const number = whole(code);
  return number >= 32n && number < 0xd800n ? String.fromCodePoint(Number(number)) : fail("value");
}

const absolute = (value) => (plain(value) < 0 || Object.is(value, -0) ? -plain(value) : plain(value));
const every = (call, values) => elements(values, call.meter).map(truth);
const listOf = (call, value = []) => elements(value, call.meter);

function zipped({ meter }, left, right) {
  const [a, b] = [elements(left, meter), elements(right, meter)];
  return a.slice(0, b.length).map((item, rank) => new Tuple([item, b[rank]]));
}

/* name → [function, fewest arguments, most arguments, keywords] */
const FUNCTIONS = {
  len: [(call, value) => BigInt(size(value) ?? fail("type")), 1, 1],
  range: [range, 1, 3],
  abs: [(call, value) => (isNumber(value) ? absolute(value) : fail("type")), 1, 1],
  int: [toInt, 0, 1],
  float: [toFloat, 0, 1],
  str: [({ meter }, value = "") => sized(show(value, meter), meter), 0, 1],
  bool: [(call, value = false) => truth(value), 0, 1],
  list: [listOf, 0, 1],
  tuple: [(call, value) => new Tuple(listOf(call, value)), 0, 1],
  dict: [() => new Dict(), 0, 0],
  round: [round, 1, 2],
  sum: [({ meter }, values) => elements(values, meter).reduce((total, item) => binary("+", total, item, meter), 0n), 1, 1],
  min: [null, 1, 50, ["key"]],
  max: [null, 1, 50, ["key"]],
  sorted: [null, 1, 1, ["key", "reverse"]],
  reversed: [(call, values) => elements(values, call.meter).reverse(), 1, 1],
  enumerate: [({ meter }, values) => elements(values, meter).map((item, rank) => new Tuple([BigInt(rank), item])), 1, 1],
  zip: [zipped, 2, 2],
  any: [(call, values) => every(call, values).some(Boolean), 1, 1],
  all: [(call, values) => every(call, values).every(Boolean), 1, 1],
  ord: [(call, char) => (size(text(char)) === 1 ? BigInt(char.codePointAt(0)) : fail("type")), 1, 1],
  chr: [chr, 1, 1],
};

export const isFunction = (name) => Object.hasOwn(FUNCTIONS, name);

export function callFunction(name, call, values, keywords) {
  const [run, low, high, allowed = []] = FUNCTIONS[name];
  arity(values, low, high);
  if (Object.keys(keywords).some((word) => !allowed.includes(word))) fail("arguments");
  if (name === "sorted") return ordered(call, elements(values[0], call.meter), keywords);
  return run ? run(call, ...values) : best(call, values, keywords, name === "max");
}

function grown(list) {
  if (list.length > MAX_ITEMS) fail("size");
  return null;
}

function extend(list, [values], { meter }) {
  const added = elements(values, meter);
  if (list.length + added.length > MAX_ITEMS) fail("size");
  list.push(...added);
  return null;
}

function pop(list, [at = -1n]) {
  const index = Number(whole(at));
  if (index < -list.length || index >= list.length) fail("index");
  return list.splice(index, 1)[0];
}

function insert(list, [at, item], { meter }) {
  meter.step(list.length);
  list.splice(Number(whole(at)), 0, item);
  return grown(list);
}

function found(items, item, { meter }) {
  const index = position(items, item, meter);
  return index < 0 ? fail("value") : BigInt(index);
}

const counted = (items, item, { meter }) => BigInt(items.filter((one) => position([one], item, meter) >= 0).length);

function occurrences(owner, part) {
  return part === "" ? size(owner) + 1 : owner.split(part).length - 1;
}

function join(owner, [parts], { meter }) {
  const words = elements(parts, meter).map(text);
  const total = words.reduce((sum, word) => sum + size(word), 0) + size(owner) * words.length;
  if (total > 10 * MAX_ITEMS) fail("size");
  return sized(words.join(owner), meter);
}

function split(owner, values, { meter }) {
  if (values.length && text(values[0]) === "") fail("value");
  return sized(values.length ? owner.split(values[0]) : owner.match(/[^ \t\n\r\f\v]+/g) ?? [], meter);
}

function replace(owner, [old, fresh], { meter }) {
  if (occurrences(owner, text(old)) * size(text(fresh)) > 10 * MAX_ITEMS) fail("size");
  if (old !== "") return sized(owner.split(old).join(fresh), meter);
  return sized([...owner].map((char) => fresh + char).join("") + fresh, meter);
}

function find(owner, [part]) {
  const index = owner.indexOf(text(part));
  return index < 0 ? -1n : BigInt(size(owner.slice(0, index)));
}

function dictPop(owner, [key, fallback]) {
  if (owner.has(key)) {
    const value = owner.get(key);
    owner.delete(key);
    return value;
  }
  return fallback === undefined ? fail("key") : fallback;
}

const METHODS = {
  list: {
    append: [(list, [item]) => { list.push(item); return grown(list); }, 1, 1],
    extend: [extend, 1, 1],
    pop: [pop, 0, 1],
    insert: [insert, 2, 2],
    remove: [(list, [item], call) => { list.splice(Number(found(list, item, call)), 1); return null; }, 1, 1],
    reverse: [(list, values, { meter }) => { meter.step(list.length); list.reverse(); return null; }, 0, 0],
    copy: [(list, values, { meter }) => elements(list, meter), 0, 0],
    index: [(list, [item], call) => found(list, item, call), 1, 1],
    count: [(list, [item], call) => counted(list, item, call), 1, 1],
  },
  tuple: {
    index: [(owner, [item], call) => found(owner.items, item, call), 1, 1],
    count: [(owner, [item], call) => counted(owner.items, item, call), 1, 1],
  },
  str: {
    upper: [(owner) => owner.toUpperCase(), 0, 0],
    lower: [(owner) => owner.toLowerCase(), 0, 0],
    strip: [strip, 0, 0],
    split: [split, 0, 1],
    join: [join, 1, 1],
    replace: [replace, 2, 2],
    startswith: [(owner, [part]) => owner.startsWith(text(part)), 1, 1],
    endswith: [(owner, [part]) => owner.endsWith(text(part)), 1, 1],
    find: [find, 1, 1],
    count: [(owner, [part]) => BigInt(occurrences(owner, text(part))), 1, 1],
    isdigit: [(owner) => /^[0-9]+$/.test(owner), 0, 0],
  },
  dict: {
    get: [(owner, [key, fallback = null]) => (owner.has(key) ? owner.get(key) : fallback), 1, 2],
    keys: [(owner, values, { meter }) => sized(owner.pairs().map(([key]) => key), meter), 0, 0],
    values: [(owner, values, { meter }) => sized(owner.pairs().map(([, value]) => value), meter), 0, 0],
    items: [(owner, values, { meter }) => sized(owner.pairs().map((pair) => new Tuple(pair)), meter), 0, 0],
    pop: [dictPop, 1, 2],
  },
};

function sort(list, keywords, call) {
  if (Object.keys(keywords).some((word) => !["key", "reverse"].includes(word))) fail("arguments");
  list.splice(0, list.length, ...ordered(call, elements(list, call.meter), keywords));
  return null;
}

export function callMethod(owner, name, call, values, keywords) {
  if (Array.isArray(owner) && name === "sort" && !values.length) return sort(owner, keywords, call);
  const methods = METHODS[kind(owner)] ?? {};
  if (!Object.hasOwn(methods, name)) fail("method", name);
  const [run, low, high] = methods[name];
  arity(values, low, high);
  if (Object.keys(keywords).length) fail("arguments", name);
  return run(owner, values, call);
}
