/* The line at the foot of a simulator: what was just done, and a way to undo it. */
import { announce } from "../frame.js";
import { h, repaint } from "./dom.js";
import { icon } from "./icons.js";

export class StatusLine {
  constructor() {
    this.element = h("div", { class: "status" });
  }

  /** What stands there when nothing was done yet. */
  rest(text) {
    repaint(this.element, h("span", {}, text));
  }

  /** Show and announce a sentence; `undo`, when given, takes the change back. */
  say(text, undo = null) {
    const back = undo && h("button", {
      type: "button", class: "btn quiet", "data-focus": "undo", onclick: () => { undo(); this.say("Annulé."); },
    }, icon("restore"), "Annuler");
    repaint(this.element, h("span", { "aria-hidden": "true" }, text), back);
    if (text) announce(text);
  }
}
