/* The text of a message as paragraphs, with links that tell where they really go. */
import { h } from "../kit/dom.js";
import { longDate, nameOf } from "../kit/formats.js";

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>)]+[^\s<>).,;:!?])/g;

/** Paragraphs; `link(text, target)` makes the element of a link. */
export function bodyNodes(text, link) {
  return text.trim().split(/\n\s*\n/).map((paragraph) => h("p", {}, lines(paragraph, link)));
}

function lines(paragraph, link) {
  return paragraph.split("\n").flatMap((line, index) => [index > 0 && h("br"), inline(line, link)]);
}

function inline(line, link) {
  const parts = [];
  let position = 0;
  for (const found of line.matchAll(LINK)) {
    parts.push(line.slice(position, found.index), link(found[1] ?? found[3], found[2] ?? found[3]));
    position = found.index + found[0].length;
  }
  return [...parts, line.slice(position)];
}

/** Every link of a text: `[{text, target}]`. */
export function linksOf(text) {
  return [...text.matchAll(LINK)].map((found) => ({ text: found[1] ?? found[3], target: found[2] ?? found[3] }));
}

/** The text as someone reads it, for a quotation. */
export function readableText(text) {
  return text.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "$1");
}

/** The message answered or forwarded, as it appears below the new one. */
export function quoted(original) {
  return h("blockquote", {}, h("p", { class: "muted" }, `Le ${longDate(original.date)}, ${nameOf(original.from)} a écrit :`), bodyNodes(readableText(original.body), (text) => text));
}
