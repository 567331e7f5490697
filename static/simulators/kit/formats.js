/* Dates, sizes and people the French way. Scenario dates have no time zone: "2027-01-13T18:02". */

const UNITS = { o: 1, Ko: 1e3, Mo: 1e6, Go: 1e9 };
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short" });
const DATE = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" });
const SHORT = new Intl.DateTimeFormat("fr-FR", { day: "2-digit", month: "2-digit", year: "numeric" });
const TIME = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });

export function moment(text) {
  const [year, month, day, hour = 0, minute = 0] = text.match(/\d+/g).map(Number);
  return new Date(year, month - 1, day, hour, minute);
}

/** "09:30" today, "13 janv." this year, "02/11/2026" otherwise. */
export function shortDate(text, today) {
  const [when, now] = [moment(text), moment(today)];
  if (when.toDateString() === now.toDateString()) return TIME.format(when);
  return when.getFullYear() === now.getFullYear() ? DAY.format(when) : SHORT.format(when);
}

export function longDate(text) {
  const when = moment(text);
  return text.includes("T") ? `${DATE.format(when)} à ${TIME.format(when)}` : DATE.format(when);
}

export function tableDate(text) {
  const when = moment(text);
  return `${SHORT.format(when)} ${TIME.format(when)}`;
}

/** The number of bytes of "240 Ko". */
export function bytes(text) {
  const [, number, unit] = /^(\d+(?:[.,]\d+)?)\s*(o|Ko|Mo|Go)$/.exec(text);
  return Math.round(Number(number.replace(",", ".")) * UNITS[unit]);
}

export function sizeText(count) {
  const [unit, factor] = Object.entries(UNITS).findLast(([, value]) => count >= value) ?? ["o", 1];
  const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: factor > 1e3 ? 1 : 0 });
  return `${number.format(count / factor)}\u00a0${unit}`;
}

/** `{name, address}` of "Nora Diallo <nora@example.org>". */
export function person(text) {
  const match = /^(.*?)\s*<(.+)>$/.exec(text);
  return match ? { name: match[1], address: match[2] } : { name: "", address: text };
}

export function nameOf(text) {
  const { name, address } = person(text);
  return name || address;
}

export function addressOf(text) {
  return person(text).address.toLowerCase();
}

/** Lower case, without accents: what a search compares. */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** "3 messages", "1 message". */
export function counted(count, one, many = `${one}s`) {
  return `${count}\u00a0${count > 1 ? many : one}`;
}
