/* The fields of an f-string: `{expression}` and `{expression:.2f}`. */

import { bad } from "./lexer.js";

/** Texts and fields, in order; `parse` reads the expression of a field. */
export function fields(text, line, parse) {
  const parts = [];
  for (let at = 0; at < text.length;) {
    if (text.startsWith("{{", at) || text.startsWith("}}", at)) {
      parts.push(text[at]);
      at += 2;
    } else if (text[at] === "{") {
      const { part, end } = placeholder(text, at + 1, line, parse);
      parts.push(part);
      at = end;
    } else if (text[at] === "}") bad("bracket", line);
    else {
      parts.push(text[at]);
      at += 1;
    }
  }
  return parts;
}

function placeholder(text, start, line, parse) {
  let [depth, quote, at] = [0, "", start];
  for (; at < text.length; at += 1) {
    const char = text[at];
    if (quote) quote = char === quote ? "" : quote;
    else if ("\"'".includes(char)) quote = char;
    else if ("([{".includes(char)) depth += 1;
    else if (depth === 0 && "}:".includes(char)) break;
    else if (")]}".includes(char)) depth -= 1;
  }
  const close = text.indexOf("}", at);
  if (close < 0) bad("bracket", line);
  const spec = text[at] === ":" ? text.slice(at + 1, close) : "";
  const inside = text.slice(start, at).trim();
  if (!inside) bad("syntax", line);
  try {
    return { part: { type: "field", value: parse(inside), spec }, end: close + 1 };
  } catch (error) {
    error.at = line;
    throw error;
  }
}
