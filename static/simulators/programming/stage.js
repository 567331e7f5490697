/* Where a program is tried: the list of cases, the grid or the console of one, and what came out. */

import { h, repaint } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { Board } from "./board.js";
import { Grid, Robot } from "./robot.js";
import { shownResult } from "./runner.js";

const STATUS = {
  passed: ["check", "réussi"],
  failed: ["close", "à revoir"],
};

export class Stage {
  constructor(scenario, onChoose) {
    this.scenario = scenario;
    this.statuses = scenario.cases.map(() => null);
    this.onChoose = onChoose;
    this.tabs = h("div", { class: "cases", role: "group", "aria-label": "Cas à essayer" });
    this.view = h("div", { class: "view" });
    this.watch = h("div", { class: "watch" });
    this.element = h("div", { class: "trial" }, this.tabs, this.view, this.watch);
    this.choose(0);
  }

  get trial() { return this.scenario.cases[this.chosen]; }

  choose(rank) {
    this.chosen = rank;
    this.paintTabs();
    this.rewind();
  }

  mark(rank, passed) {
    this.statuses[rank] = passed ? "passed" : "failed";
    this.paintTabs();
  }

  unmark() {
    this.statuses.fill(null);
    this.paintTabs();
  }

  paintTabs() {
    this.tabs.hidden = this.scenario.cases.length < 2;
    repaint(this.tabs, this.scenario.cases.map((trial, rank) => {
      const [sign, word] = STATUS[this.statuses[rank]] ?? [];
      const content = [sign && icon(sign), trial.name, word && h("span", { class: "sr-only" }, `(${word})`)];
      return h("button", {
        type: "button", class: `case ${this.statuses[rank] ?? ""}`, "aria-pressed": rank === this.chosen,
        "data-focus": `case-${rank}`, onclick: () => this.onChoose(rank),
      }, content);
    }));
  }

  /** Back to the case as it is before any program runs. */
  rewind() {
    this.watch.replaceChildren();
    if (this.scenario.world === "robot") {
      const grid = new Grid(this.trial.grid);
      this.board = new Board(grid);
      this.board.show(new Robot(grid).snapshot());
      this.view.replaceChildren(this.board.element);
    } else this.view.replaceChildren(...this.console());
  }

  console() {
    const { inputs = [], given = {}, output, call, result } = this.trial;
    this.obtained = h("pre", { class: "screen", tabindex: "0", role: "group", "aria-label": "Obtenu" });
    const facts = [];
    if (inputs.length) facts.push(fact("Valeurs saisies", inputs.join("\n")));
    const variables = Object.entries(given).map(([name, value]) => `${name} = ${shownResult(value)}`);
    if (variables.length) facts.push(fact("Variables au départ", variables.join("\n")));
    if (call !== undefined) facts.push(fact("Appel essayé", call), fact("Résultat attendu", shownResult(result)));
    else facts.push(fact("Affichage attendu", output));
    const heading = call === undefined ? "Affichage obtenu" : "Résultat obtenu";
    return [h("div", { class: "facts" }, facts), h("div", { class: "fact obtained" }, h("p", { class: "term" }, heading), this.obtained)];
  }

  /** Show one moment of a run. */
  show(frame, run, { over }) {
    if (this.board) this.board.show(frame.robot);
    else {
      const printed = run.output.slice(0, frame.printed);
      const values = over && this.trial.call !== undefined ? [printed, run.result] : [printed];
      this.obtained.textContent = values.filter(Boolean).join("");
    }
    this.showWatched(over ? [] : frame.watched);
  }

  showWatched(watched) {
    if (!watched.length) return this.watch.replaceChildren();
    const rows = watched.map(([name, text]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, text)));
    return this.watch.replaceChildren(h("table", {}, h("caption", {}, "Variables"), rows));
  }
}

function fact(heading, text) {
  return h("div", { class: "fact" }, h("p", { class: "term" }, heading), h("pre", { class: "screen", tabindex: "0", role: "group", "aria-label": heading }, text));
}

/** What to say of a finished run. */
export function verdict(run, trial) {
  if (run.passed) return "réussi.";
  if (run.robot) return robotVerdict(run.robot.outcome());
  if (trial.call !== undefined) return "le résultat obtenu n’est pas celui qui est attendu.";
  return run.output ? "l’affichage obtenu n’est pas celui qui est attendu." : "le programme n’affiche rien.";
}

function robotVerdict({ reached, left, delivered }) {
  if (left) return `il reste ${left} objet${left > 1 ? "s" : ""} à prendre.`;
  if (!delivered) return "il manque un objet dans un dépôt.";
  return reached ? "" : "le robot n’est pas sur l’arrivée.";
}
