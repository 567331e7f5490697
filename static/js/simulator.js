/* The page's side of a simulator: keeps the last state of the frame in the answer form (docs/simulators.md). */

const STORE = "pix-simulator:";
const MAX_HEIGHT = 4000;

function attach(frame) {
  if (frame.dataset.attached) return;
  frame.dataset.attached = "true";
  const memory = remember(frame);
  let load = null;

  const send = (message) => frame.contentWindow?.postMessage(message, "*"); // an opaque origin has no name
  const handlers = {
    "pix:ready": (message) => {
      if (message.load === load) return;
      load = message.load;
      send({ type: "pix:look", look: look() });
      if (memory.state) send({ type: "pix:restore", state: memory.state });
    },
    "pix:state": ({ state }) => { if (load) memory.keep(state); },
    "pix:height": ({ height }) => resize(frame, height),
  };
  const listen = (event) => {
    if (!frame.isConnected) removeEventListener("message", listen);
    else if (event.source === frame.contentWindow) handlers[event.data?.type]?.(event.data);
  };
  addEventListener("message", listen);
  offerReset(frame, () => send({ type: "pix:reset" }));
  send({ type: "pix:hello" });
}

/* The state lives in the hidden field, and in the tab's storage so that a reload loses nothing. */
function remember(frame) {
  const key = STORE + (frame.dataset.key ?? frame.src);
  const memory = {
    state: read(key),
    keep(state) {
      memory.state = state;
      const field = stateField(frame);
      if (field) field.value = JSON.stringify(state);
      write(key, state);
    },
  };
  return memory;
}

function stateField(frame) {
  const fields = (place) => place?.querySelector('input[type="hidden"][name="state"]');
  return fields(frame.closest("form")) ?? fields(document);
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, state) {
  try {
    sessionStorage.setItem(key, JSON.stringify(state));
  } catch {
    // storage is full or forbidden: the answer form still holds the state
  }
}

function resize(frame, height) {
  const borders = frame.offsetHeight - frame.clientHeight;
  if (Number.isFinite(height)) frame.style.height = `${Math.min(Math.max(height, 1), MAX_HEIGHT) + borders}px`;
}

function look() {
  const style = getComputedStyle(document.documentElement);
  return { fontSize: style.fontSize, colorScheme: style.colorScheme };
}

function offerReset(frame, reset) {
  const button = document.querySelector(`[data-simulator-reset="${CSS.escape(frame.id)}"]`);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => { reset(); frame.focus(); });
}

function attachAll(place) {
  if (place.matches?.("iframe[data-simulator]")) attach(place);
  place.querySelectorAll?.("iframe[data-simulator]").forEach(attach);
}

document.addEventListener("htmx:load", (event) => attachAll(event.target));
attachAll(document);
