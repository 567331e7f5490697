/* The programming simulator: write a program with blocks or in Python, try it, hand it in. The server alone judges it. */

import { announce, startSimulator } from "./frame.js";
import { h } from "./kit/dom.js";
import { BlockEditor } from "./programming/block-editor.js";
import { COMMANDS } from "./programming/blocks.js";
import { explain } from "./programming/messages.js";
import { Player } from "./programming/player.js";
import { parse, runCase } from "./programming/runner.js";
import { TESTS } from "./programming/slots.js";
import { Stage, verdict } from "./programming/stage.js";
import { TextEditor } from "./programming/text-editor.js";
import { ProgramError } from "./programming/values.js";

let bench = null;

class Bench {
  constructor(scenario, root, publish) {
    Object.assign(this, { scenario, publish });
    this.stage = new Stage(scenario, (rank) => this.choose(rank));
    this.player = new Player(this.actions(), { speed: scenario.world === "robot" ? "350" : "0", several: scenario.cases.length > 1 });
    this.result = h("p", { class: "result", role: "status" });
    this.count = h("p", { class: "count" });
    this.editor = this.makeEditor();
    root.append(h(
      "div", { class: `app programming ${scenario.world} ${scenario.language}` },
      h("section", { class: "stage", "aria-label": "Essai du programme" }, this.stage.element, this.player.element, this.result, this.others()),
      h("section", { class: "editor", "aria-label": "Programme" }, h("div", { class: "editor-head" }, h("h2", {}, "Programme"), this.count), this.editor.element),
    ));
    this.measure();
  }

  makeEditor() {
    const edited = () => this.edited();
    return this.scenario.language === "blocks"
      ? new BlockEditor(this.scenario, announce, edited)
      : new TextEditor(this.scenario.program ?? "", edited, this.commands());
  }

  /* In Python, the robot's words have no palette to be read from. */
  commands() {
    if (this.scenario.world !== "robot") return "";
    const called = (names) => names.map((name) => `${name}()`).join(", ");
    return `Le robot comprend : ${called(Object.keys(COMMANDS))}. Il sait répondre à : ${called(this.scenario.tests ?? Object.keys(TESTS))}.`;
  }

  others() {
    const { others = 0 } = this.scenario;
    if (!others) return null;
    return h("p", { class: "small muted" }, `Votre programme sera aussi vérifié sur ${others > 1 ? `${others} autres` : "un autre"} cas.`);
  }

  actions() {
    return {
      prepare: () => this.prepare(),
      show: (frame, run, moment) => this.show(frame, run, moment),
      finish: (run) => this.finish(run),
      rewind: () => { this.stage.rewind(); this.editor.highlight(null); this.say(""); },
      checkAll: () => this.checkAll(),
    };
  }

  restore(state) {
    if (state.language !== this.scenario.language) throw new TypeError("another language");
    this.editor.set(state.language === "blocks" ? state.program : state.text);
    this.measure();
    this.publish(this.editor.state);
  }

  choose(rank) {
    this.player.rewind();
    this.say("");
    this.stage.choose(rank);
  }

  edited() {
    this.player.rewind();
    this.say("");
    this.stage.unmark();
    this.editor.highlight(null);
    this.measure();
    this.publish(this.editor.state);
  }

  program() {
    try {
      return parse(this.editor.state);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      this.say(explain(error, this.scenario.language), "failed");
      this.editor.highlight(error.at, true);
      return null;
    }
  }

  prepare() {
    const program = this.program();
    return program && runCase(this.stage.trial, program);
  }

  show(frame, run, { over }) {
    this.stage.show(frame, run, { over });
    this.editor.highlight(over ? run.error?.at ?? null : frame.at, over);
  }

  finish(run) {
    this.stage.mark(this.stage.chosen, run.passed);
    this.say(this.sentence(this.stage.trial, run), run.passed ? "passed" : "failed");
  }

  sentence(trial, run) {
    return `${trial.name} : ${run.error ? `${explain(run.error, this.scenario.language)}.` : verdict(run, trial)}`;
  }

  checkAll() {
    const program = this.program();
    if (!program) return;
    const { cases } = this.scenario;
    const runs = cases.map((trial) => runCase(trial, program));
    runs.forEach((run, rank) => this.stage.mark(rank, run.passed));
    const passed = runs.filter((run) => run.passed).length;
    const wrong = runs.findIndex((run) => !run.passed);
    if (wrong < 0) this.say(`Les ${cases.length} cas sont réussis.`, "passed");
    else this.say(`${passed} cas réussi${passed > 1 ? "s" : ""} sur ${cases.length}. ${this.sentence(cases[wrong], runs[wrong])}`, "failed");
  }

  say(text, tone = "") {
    this.result.textContent = text;
    this.result.dataset.tone = tone;
  }

  /* The size of the program, when it is bounded. */
  measure() {
    const { limit, language } = this.scenario;
    if (!limit) return;
    const size = length(this.editor.state);
    const word = language === "blocks" ? "bloc" : "instruction";
    this.count.textContent = size === null ? `${limit} ${word}s au plus` : `${size} ${word}${size > 1 ? "s" : ""} sur ${limit} au plus`;
    this.count.classList.toggle("over", size > limit);
  }
}

/* The number of blocks or instructions; null while the text cannot be read. */
function length(state) {
  const size = (list) => list.reduce((sum, node) => sum + 1 + size(node.body ?? []) + size(node.orelse ?? []), 0);
  if (state.language === "blocks") return size(state.program);
  try {
    return size(parse(state));
  } catch {
    return null;
  }
}

startSimulator({
  start(scenario, root, publish) { bench = new Bench(scenario, root, publish); },
  restore(state) { bench.restore(state); },
});
