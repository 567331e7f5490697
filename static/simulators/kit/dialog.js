/* Modal windows. Sandboxed frames cannot submit forms, so buttons and the Enter key do the work. */
import { h, uid } from "./dom.js";
import { icon } from "./icons.js";

/** Open a window. `confirm(close, fail)` runs on the main button: it calls `close()` or `fail("pourquoi")`. */
export function openDialog({ title, body, action, confirm, cancel = "Annuler", danger = false, wide = false, extra = [], onclose }) {
  const heading = uid("dialog");
  const problem = h("p", { class: "problem", role: "alert" });
  const opener = document.activeElement;
  const close = () => { dialog.close(); ended(); };
  const fail = (text) => { problem.textContent = text; };
  const run = () => { problem.textContent = ""; confirm(close, fail); };
  const buttons = [
    action && h("button", { type: "button", class: danger ? "btn danger" : "btn", onclick: run }, action),
    h("button", { type: "button", class: "btn line", onclick: close }, cancel),
    extra,
  ];
  const dialog = h("dialog", { class: wide ? "wide" : "", "aria-labelledby": heading },
    h("header", {}, h("h2", { id: heading, tabindex: "-1" }, title),
      h("button", { type: "button", class: "btn icon", "aria-label": "Fermer", onclick: close }, icon("close"))),
    h("div", { class: "dialog-body" }, body), problem, h("footer", {}, buttons));
  dialog.addEventListener("keydown", (event) => {
    if (action && event.key === "Enter" && event.target.matches("input:not([type=checkbox], [type=radio], [data-enter])")) {
      event.preventDefault();
      run();
    }
  });
  /* The browser tells of the end a moment later, too late for an answer sent in between: told once, at once. */
  const ended = () => { onclose?.(); onclose = null; };
  dialog.addEventListener("close", () => { ended(); dialog.remove(); giveBack(opener); });
  document.body.append(dialog);
  dialog.showModal();
  const first = dialog.querySelector(".dialog-body :is(input, select, textarea):not([type=hidden])") ?? dialog.querySelector("h2");
  first.focus();
  return dialog;
}

/** Shut what is open, and let it finish before what follows. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    dialog.close();
    dialog.dispatchEvent(new Event("close"));
  }
}

/* The element that opened the window may have been repainted since: find its successor by `data-focus`. */
function giveBack(opener) {
  if (document.querySelector("dialog[open]") || document.activeElement !== document.body) return;
  const key = opener?.dataset?.focus;
  const target = opener?.isConnected ? opener : key && document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  (target || document.querySelector("#simulator [tabindex='0'], #simulator button"))?.focus();
}
