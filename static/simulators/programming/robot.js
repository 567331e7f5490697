/* The robot's world: a grid of walls, items, drop places, marks and one arrival. */

import { ProgramError } from "./values.js";

export const HEADINGS = ["^", ">", "v", "<"];
const STEPS = [[0, -1], [1, 0], [0, 1], [-1, 0]];
const key = (x, y) => `${x},${y}`;

export class Grid {
  constructor(text) {
    this.rows = text.trim().split("\n").map((line) => line.trim());
  }

  get width() { return this.rows[0].length; }

  get height() { return this.rows.length; }

  at(x, y) { return this.rows[y]?.[x] ?? "#"; }

  cells(kinds) {
    return this.rows.flatMap((row, y) => [...row].flatMap((cell, x) => (kinds.includes(cell) ? [[x, y]] : [])));
  }
}

export class Robot {
  constructor(grid) {
    this.grid = grid;
    const [[x, y]] = grid.cells("^>v<");
    Object.assign(this, { x, y, heading: HEADINGS.indexOf(grid.at(x, y)), carried: 0 });
    this.items = new Map(grid.cells("o").map(([a, b]) => [key(a, b), 1]));
  }

  get commands() {
    return {
      avancer: () => this.forward(),
      tourner_gauche: () => this.turn(3),
      tourner_droite: () => this.turn(1),
      ramasser: () => this.pick(),
      poser: () => this.drop(),
      mur_devant: () => this.wall(0),
      mur_gauche: () => this.wall(3),
      mur_droite: () => this.wall(1),
      objet_ici: () => this.here > 0,
      depot_ici: () => this.under("u"),
      sur_balise: () => this.under("+"),
      sur_arrivee: () => this.under("*"),
      porte_objet: () => this.carried > 0,
    };
  }

  get here() { return this.items.get(key(this.x, this.y)) ?? 0; }

  set here(count) { this.items.set(key(this.x, this.y), count); }

  under(cell) { return this.grid.at(this.x, this.y) === cell; }

  towards(turn) {
    const [dx, dy] = STEPS[(this.heading + turn) % 4];
    return [this.x + dx, this.y + dy];
  }

  wall(turn) { return this.grid.at(...this.towards(turn)) === "#"; }

  forward() {
    if (this.wall(0)) throw new ProgramError("wall");
    [this.x, this.y] = this.towards(0);
  }

  turn(quarter) { this.heading = (this.heading + quarter) % 4; }

  pick() {
    if (!this.here) throw new ProgramError("no_item");
    this.here -= 1;
    this.carried += 1;
  }

  drop() {
    if (!this.carried) throw new ProgramError("empty_hands");
    this.here += 1;
    this.carried -= 1;
  }

  outcome() {
    const places = this.grid.cells("u").map(([x, y]) => key(x, y));
    const left = [...this.items].reduce((sum, [cell, count]) => sum + (places.includes(cell) ? 0 : count), 0);
    return {
      reached: !this.grid.cells("*").length || this.under("*"),
      left,
      delivered: places.every((cell) => this.items.get(cell)),
    };
  }

  snapshot() {
    const { x, y, heading, carried } = this;
    return { x, y, heading, carried, items: new Map(this.items) };
  }
}
