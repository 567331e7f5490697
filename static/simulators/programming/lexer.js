/* Python text to tokens: names, numbers, texts, signs, and the new lines and indents that make its blocks. */

import { ProgramError } from "./values.js";

const SIGNS = [
  "**=", "//=", "==", "!=", "<=", ">=", "**", "//", "+=", "-=", "*=", "/=", "%=",
  "+", "-", "*", "/", "%", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";",
];
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const TEXT = /([fF]?)("""|'''|"|')/y;
const ESCAPES = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "\n": "" };

export const bad = (code, at, detail = "") => { throw new ProgramError(code, { at, detail }); };

export function tokens(source) {
  return new Lexer(source.replace(/\r\n/g, "\n")).all();
}

class Lexer {
  constructor(source) {
    Object.assign(this, { source, at: 0, line: 1, open: 0, indents: [0], found: [] });
  }

  all() {
    while (this.at < this.source.length) {
      if (this.starting()) this.indentation();
      else this.next();
    }
    if (this.open) bad("bracket", this.line);
    if (this.found.length && this.found.at(-1).type !== "newline") this.push("newline");
    while (this.indents.pop() > 0) this.push("dedent");
    this.push("end");
    return this.found;
  }

  push(type, value = null, line = this.line) {
    this.found.push({ type, value, line });
  }

  starting() {
    return !this.open && (this.at === 0 || (this.source[this.at - 1] === "\n" && this.source[this.at - 2] !== "\\")) && this.begun !== this.at;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (match) this.at += match[0].length;
    return match;
  }

  indentation() {
    const [blank] = this.match(/[ \t]*/y);
    this.begun = this.at;
    if (this.at >= this.source.length || "#\n".includes(this.source[this.at])) return;
    const width = [...blank].reduce((sum, char) => (char === "\t" ? sum + 8 - (sum % 8) : sum + 1), 0);
    if (width > this.indents.at(-1)) {
      this.indents.push(width);
      this.push("indent");
    }
    while (width < this.indents.at(-1)) {
      this.indents.pop();
      if (width > this.indents.at(-1)) bad("indent", this.line);
      this.push("dedent");
    }
  }

  next() {
    const char = this.source[this.at];
    if (char === "\n") this.newline();
    else if (/[ \t\f]/.test(char)) this.at += 1;
    else if (char === "#") this.match(/[^\n]*/y);
    else if (char === "\\" && this.source[this.at + 1] === "\n") {
      this.at += 2;
      this.line += 1;
    } else this.token();
  }

  newline() {
    if (!this.open && this.found.length && !["newline", "indent", "dedent"].includes(this.found.at(-1).type)) this.push("newline");
    this.at += 1;
    this.line += 1;
  }

  token() {
    const text = this.match(TEXT);
    if (text) return this.text(text[1] ? "fstr" : "str", text[2]);
    const number = this.match(NUMBER);
    if (number) return this.number(number[0]);
    const name = this.match(NAME);
    if (name) return this.push("name", name[0].normalize("NFKC"));
    const sign = SIGNS.find((candidate) => this.source.startsWith(candidate, this.at));
    if (!sign) bad("character", this.line, this.source[this.at]);
    this.open += "([{".includes(sign) - ")]}".includes(sign);
    if (this.open < 0) bad("bracket", this.line);
    this.at += sign.length;
    return this.push("sign", sign);
  }

  number(text) {
    if (/^0\d/.test(text) || /[\p{L}_]/u.test(this.source[this.at] ?? "")) bad("syntax", this.line);
    const digits = text.replace(/_/g, "");
    if (/^\d+$/.test(digits)) this.push("int", BigInt(digits));
    else this.push("float", Number(digits));
  }

  text(type, quote) {
    const line = this.line;
    let value = "";
    while (!this.source.startsWith(quote, this.at)) {
      const char = this.source[this.at];
      if (char === undefined || (char === "\n" && quote.length === 1)) bad("quote", line);
      value += char === "\\" ? this.escape(type) : char;
      if (char === "\n") this.line += 1;
      if (char !== "\\") this.at += 1;
    }
    this.at += quote.length;
    this.push(type, value, line);
  }

  /* Inside an f-string, braces made by an escape are not fields: none of ours makes any. */
  escape() {
    const code = this.match(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/y);
    if (code) return String.fromCodePoint(parseInt(code[1] ?? code[2], 16));
    const char = this.source[this.at + 1];
    if (char === undefined) bad("quote", this.line);
    this.at += 2;
    if (char === "\n") this.line += 1;
    return ESCAPES[char] ?? `\\${char}`;
  }
}
