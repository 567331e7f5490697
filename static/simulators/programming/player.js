/* Plays a run back: all at once, at a chosen speed, or one step at a time. */

import { h, select } from "../kit/dom.js";
import { icon } from "../kit/icons.js";

const SPEEDS = [["900", "lente"], ["350", "normale"], ["90", "rapide"], ["0", "immédiate"]];

/** `actions`: prepare() → run or null, show(frame, run, {over}), finish(run), rewind(), checkAll(). */
export class Player {
  constructor(actions, { speed, several }) {
    this.actions = actions;
    this.run = null;
    this.rank = 0;
    this.timer = null;
    this.speed = select(SPEEDS, speed, { "aria-label": "Vitesse" });
    this.play = button("play", "Lancer", () => this.start(), "btn");
    this.once = button("step", "Un pas", () => this.step());
    this.stop = button("restore", "Revenir au début", () => this.rewind());
    const all = several ? [button("list", "Tout vérifier", () => this.all())] : [];
    const speeds = h("label", { class: "speed" }, "Vitesse", this.speed);
    this.element = h("div", { class: "controls", role: "group", "aria-label": "Essayer le programme" }, this.play, this.once, this.stop, all, speeds);
    this.refresh();
  }

  refresh() {
    this.stop.disabled = !this.run;
  }

  start() {
    if (!this.open()) return;
    if (this.speed.value === "0") this.end();
    else this.tick();
  }

  step() {
    clearTimeout(this.timer);
    if (!this.run && !this.open()) return;
    this.advance();
  }

  open() {
    this.rewind();
    this.run = this.actions.prepare();
    this.rank = -1;
    this.refresh();
    return this.run !== null;
  }

  tick() {
    if (this.advance()) this.timer = setTimeout(() => this.tick(), Number(this.speed.value));
  }

  /* One moment further; false once the run is over. */
  advance() {
    const { frames } = this.run;
    if (this.rank >= frames.length - 1) return false;
    this.rank += 1;
    const over = this.rank === frames.length - 1;
    this.actions.show(frames[this.rank], this.run, { over });
    if (over) this.actions.finish(this.run);
    return !over;
  }

  end() {
    this.rank = this.run.frames.length - 2;
    this.advance();
  }

  rewind() {
    clearTimeout(this.timer);
    if (this.run) this.actions.rewind();
    this.run = null;
    this.refresh();
  }

  all() {
    this.rewind();
    this.actions.checkAll();
  }
}

function button(name, label, onclick, style = "btn line") {
  return h("button", { type: "button", class: style, onclick }, icon(name), label);
}
