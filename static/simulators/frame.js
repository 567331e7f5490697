/* The frame's side of the protocol between a simulator and the page that holds it (docs/simulators.md).
   The frame has an opaque origin: it can only talk to its parent, and listens to nobody else. */
import { closeDialogs } from "./kit/dialog.js";

const LOAD = String(performance.timeOrigin);

function send(message) {
  parent.postMessage(message, "*");
}

/** Run a simulator: `start` builds it from the scenario, `restore` puts back a state it published. */
export function startSimulator({ start, restore }) {
  const root = document.getElementById("simulator");
  const scenario = JSON.parse(document.getElementById("scenario").textContent);
  let published = null;

  const publish = (state) => {
    published = JSON.parse(JSON.stringify(state));
    send({ type: "pix:state", state: published });
  };
  const begin = () => {
    closeDialogs(); // a draft kept now belongs to what is forgotten
    root.replaceChildren();
    start(structuredClone(scenario), root, publish);
  };
  const resume = (state) => {
    try {
      restore(state);
    } catch {
      begin(); // a state kept by an older version of the page is worth less than a working simulator
    }
  };
  const greet = () => {
    send({ type: "pix:ready", load: LOAD });
    if (published) send({ type: "pix:state", state: published });
    sendHeight(root);
  };
  const answers = {
    "pix:hello": greet,
    "pix:restore": ({ state }) => resume(state),
    "pix:reset": begin,
    "pix:look": ({ look }) => applyLook(look),
  };

  addEventListener("message", (event) => {
    if (event.source === parent) answers[event.data?.type]?.(event.data);
  });
  greet();
  begin();
  new ResizeObserver(() => sendHeight(root)).observe(root);
}

function sendHeight(root) {
  send({ type: "pix:height", height: Math.ceil(root.getBoundingClientRect().bottom + scrollY) });
}

/* The learner's preferences (text size, light or dark) hold inside the frame too. */
function applyLook({ fontSize, colorScheme } = {}) {
  const style = document.documentElement.style;
  if (/^[\d.]+px$/.test(fontSize ?? "")) style.fontSize = fontSize;
  if (/^(light|dark|light dark)$/.test(colorScheme ?? "")) style.colorScheme = colorScheme;
}

/** Say something to screen readers without moving the focus. */
export function announce(text) {
  const region = document.getElementById("announcements");
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}
