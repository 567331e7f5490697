/* The robot's grid as a picture, with its description in words. */

import { h } from "../kit/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const CELL = 40;
const FACING = ["vers le haut", "vers la droite", "vers le bas", "vers la gauche"];
const NAMES = { "*": "arrivée", u: "dépôt", "+": "balise" };

const SHAPES = {
  "#": () => [shape("rect", { class: "wall", x: 1, y: 1, width: 38, height: 38, rx: 4 }), shape("path", { class: "brick", d: "M1 14h38M1 27h38M20 1v13M11 14v13M29 14v13M20 27v12" })],
  "*": () => [shape("rect", { class: "arrival", x: 3, y: 3, width: 34, height: 34, rx: 4 }), shape("path", { class: "flag", d: "M13 33V8h15l-4 5 4 5H13" })],
  u: () => [shape("path", { class: "drop", d: "M5 17v17h30V17M20 5v17M14 16l6 6 6-6" })],
  "+": () => [shape("path", { class: "mark", d: "M20 6l14 14-14 14L6 20z" })],
};

function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

const at = (x, y) => `translate(${x * CELL} ${y * CELL})`;

export class Board {
  constructor(grid) {
    this.grid = grid;
    this.angle = null;
    this.items = shape("g", {});
    this.robot = robotShape();
    this.svg = shape(
      "svg",
      { class: "board", viewBox: `0 0 ${grid.width * CELL} ${grid.height * CELL}`, role: "img" },
      ...this.ground(), this.items, this.robot,
    );
    this.svg.classList.add(grid.width > 9 ? "large" : "small");
    this.description = h("p", { class: "small" });
    this.element = h("div", { class: "board-frame" }, this.svg, h("details", {}, h("summary", {}, "Décrire le terrain"), this.description));
  }

  ground() {
    return this.grid.rows.flatMap((row, y) => [...row].map((cell, x) => shape(
      "g", { transform: at(x, y) },
      shape("rect", { class: "floor", x: 0.5, y: 0.5, width: 39, height: 39 }), ...(SHAPES[cell]?.() ?? []),
    )));
  }

  show({ x, y, heading, carried, items }) {
    this.turn(heading);
    this.robot.setAttribute("transform", `translate(${x * CELL + CELL / 2} ${y * CELL + CELL / 2}) rotate(${this.angle})`);
    this.robot.classList.toggle("loaded", carried > 0);
    this.items.replaceChildren(...[...items].filter(([, count]) => count).map(([cell, count]) => itemShape(cell, count)));
    const words = this.words({ x, y, heading, carried, items });
    this.svg.setAttribute("aria-label", words);
    this.description.textContent = words;
  }

  /* The angle grows past 360 so that the picture always takes the short way round. */
  turn(heading) {
    const wanted = heading * 90;
    if (this.angle === null) this.angle = wanted;
    const change = (((wanted - this.angle) % 360) + 540) % 360 - 180;
    this.angle += change;
  }

  words({ x, y, heading, carried, items }) {
    const place = (a, b) => `ligne ${b + 1}, colonne ${a + 1}`;
    const parts = [`Terrain de ${this.grid.height} lignes et ${this.grid.width} colonnes`, `robot ${place(x, y)}, tourné ${FACING[heading]}`];
    if (carried) parts.push(`il porte ${carried} objet${carried > 1 ? "s" : ""}`);
    for (const [sign, name] of Object.entries(NAMES)) parts.push(...this.grid.cells(sign).map(([a, b]) => `${name} ${place(a, b)}`));
    for (const [cell, count] of items) if (count) parts.push(`objet ${place(...cell.split(",").map(Number))}`);
    const open = this.grid.rows.map((row, rank) => `ligne ${rank + 1} : ${openings(row)}`);
    return `${parts.join(" ; ")}. Cases libres, ${open.join(" ; ")}.`;
  }
}

/* The free cells of a row, as runs of columns: "2 à 5, 8". */
function openings(row) {
  const runs = [...row.matchAll(/[^#]+/g)].map((run) => {
    const [first, last] = [run.index + 1, run.index + run[0].length];
    return first === last ? `${first}` : `${first} à ${last}`;
  });
  return runs.join(", ") || "aucune";
}

function itemShape(cell, count) {
  const [x, y] = cell.split(",").map(Number);
  const group = shape("g", { transform: at(x, y) }, shape("path", { class: "item", d: "M13 11h14l6 8-13 13L7 19zM7 19h26M16 19l4 13 4-13-4-8z" }));
  if (count > 1) group.append(Object.assign(shape("text", { class: "count", x: 34, y: 38 }), { textContent: String(count) }));
  return group;
}

function robotShape() {
  return shape(
    "g", { class: "robot" },
    shape("rect", { class: "wheel", x: -16, y: -10, width: 5, height: 20, rx: 2 }),
    shape("rect", { class: "wheel", x: 11, y: -10, width: 5, height: 20, rx: 2 }),
    shape("rect", { class: "body", x: -12, y: -13, width: 24, height: 26, rx: 6 }),
    shape("path", { class: "nose", d: "M-7 -2 0 -10 7 -2z" }),
    shape("path", { class: "load", d: "M-4 3h8l3 4-7 6-7-6z" }),
  );
}
