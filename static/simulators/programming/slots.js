/* The fields inside blocks: numbers, names, values, conditions. */

import { h, select } from "../kit/dom.js";

export const TESTS = {
  mur_devant: ["mur devant", "pas de mur devant"],
  mur_gauche: ["mur à gauche", "pas de mur à gauche"],
  mur_droite: ["mur à droite", "pas de mur à droite"],
  objet_ici: ["objet ici", "pas d’objet ici"],
  depot_ici: ["dépôt ici", "pas de dépôt ici"],
  sur_balise: ["sur une balise", "pas sur une balise"],
  sur_arrivee: ["sur l’arrivée", "pas sur l’arrivée"],
  porte_objet: ["porte un objet", "ne porte pas d’objet"],
};
const SIGNS = [["==", "="], ["!=", "≠"], ["<", "<"], ["<=", "≤"], [">", ">"], [">=", "≥"]];
const SIMPLE = /^([^<>=!]*)(==|!=|<=|>=|<|>)([^<>=!]*)$/;

/** The field of a slot; `set(text)` is called at each change. */
export function slotField({ slot, what, type }, { block, label, robot, tests, focus, set }) {
  const text = block.slots[slot];
  const name = `${what}, ${label}`;
  if (type !== "test") return input(text, name, `${focus}-${slot}`, set, type);
  if (robot) return condition(text, name, `${focus}-${slot}`, set, tests);
  return text === "" || simple(text) ? comparison(text, name, `${focus}-${slot}`, set) : input(text, name, `${focus}-${slot}`, set, type);
}

function input(text, name, focus, set, type) {
  const field = h("input", {
    type: "text", class: `slot ${type}`, value: text, maxlength: 200, "aria-label": name, autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", inputmode: type === "number" ? "numeric" : null, "data-focus": focus,
    oninput: () => { fit(field, type); set(field.value); },
  });
  fit(field, type);
  return field;
}

const fit = (field, type) => { field.size = Math.min(Math.max(field.value.length, type === "number" ? 2 : 4) + 1, 28); };

function condition(text, name, focus, set, tests = Object.keys(TESTS)) {
  const options = tests.flatMap((test) => [[`${test}()`, TESTS[test][0]], [`not ${test}()`, TESTS[test][1]]]);
  const list = select([["", "choisir…"], ...options], text, { class: "slot", "aria-label": name, "data-focus": focus });
  if (list.value !== text) {
    list.append(h("option", { value: text }, text));
    list.value = text;
  }
  list.addEventListener("change", () => set(list.value));
  return list;
}

const simple = (text) => SIMPLE.test(text) && !/ (and|or|not|in|is) /.test(` ${text} `);

function comparison(text, name, focus, set) {
  const [, left = "", sign = "==", right = ""] = text.match(SIMPLE) ?? [];
  const changed = () => {
    const [a, b] = [from.value.trim(), to.value.trim()];
    set(a || b ? `${a} ${signs.value} ${b}` : "");
  };
  const from = input(left.trim(), `${name}, à gauche du signe`, focus, changed, "value");
  const to = input(right.trim(), `${name}, à droite du signe`, `${focus}-to`, changed, "value");
  const signs = select(SIGNS, sign, { class: "slot sign", "aria-label": `${name}, signe`, "data-focus": `${focus}-sign`, onchange: changed });
  return h("span", { class: "comparison" }, from, signs, to);
}
