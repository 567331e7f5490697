// The page of a certification: the server's clock, signs of life, signals for the invigilator.

const SAID_MINUTES = [30, 15, 5, 1];
const WAITING_SECONDS = 3;
const me = Math.random().toString(36).slice(2);
let clock = null;
let over = false;

function place() {
  return document.querySelector("[data-certification]");
}

// Seconds come from the server and pass at the pace of a clock that nobody sets.
function setClock(seconds) {
  clock = { seconds, since: performance.now() };
  tick();
}

function left() {
  return Math.max(0, Math.ceil(clock.seconds - (performance.now() - clock.since) / 1000));
}

function tick() {
  const test = place();
  const face = test?.querySelector("[data-face]");
  if (!face) return;
  const seconds = test.dataset.state === "waiting" ? clock.seconds : left();
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  face.textContent = seconds >= 3600
    ? `${hours} h ${String(minutes).padStart(2, "0")}`
    : seconds >= 60 ? `${minutes} min ${String(seconds % 60).padStart(2, "0")}` : `${seconds} s`;
  test.querySelector("[data-countdown]").classList.toggle("late", seconds <= 300);
  say(test, seconds);
  if (seconds > 0) over = false; // the invigilator gave more time
  else if (!over) timeIsUp(test);
}

function say(test, seconds) {
  const place = test.querySelector("[data-time-said]");
  const minutes = Math.ceil(seconds / 60);
  if (!SAID_MINUTES.includes(minutes) || place.dataset.said === String(minutes)) return;
  place.dataset.said = minutes;
  if (seconds % 60 === 0) place.textContent = place.dataset.minutes.replace("{minutes}", minutes);
}

// What was typed is sent; the server still takes it for a moment.
function timeIsUp(test) {
  over = true;
  const form = test.querySelector("form[data-answer]");
  form?.requestSubmit(form.querySelector("button[name=answer]"));
  setTimeout(() => location.reload(), 8000);
}

async function ask(path, body) {
  const test = place();
  if (!test) return;
  const { asked } = test.dataset;
  try {
    const response = await fetch(test.dataset.certification + path, body ? post(test, body) : {});
    if (response.redirected || response.status === 404) return location.reload();
    if (!response.ok) return;
    const told = await response.json();
    // Said of a question that was answered meanwhile, it is out of date.
    if (place()?.dataset.asked === asked) follow(told);
  } catch {
    // no network: the next sign of life will say that it was silent
  }
}

function post(test, body) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  return { method: "POST", keepalive: true, headers: { "X-CSRFToken": token }, body: new URLSearchParams(body) };
}

// The invigilator answered, or the test went on or stopped elsewhere: show where it stands.
function follow(told) {
  const test = place();
  const sending = test.querySelector("form[data-answer].htmx-request");
  setClock(told.left);
  if (sending) return;
  if (told.state !== test.dataset.state || String(told.position) !== test.dataset.position) location.reload();
}

const signal = (kind, seconds) => ask("signal/", seconds === undefined ? { kind } : { kind, seconds });

// Leaving the page for something else. A simulator's frame is part of it.
let gone = null;
function watchFocus() {
  const away = document.visibilityState === "hidden" || !document.hasFocus();
  if (away && gone === null) {
    gone = performance.now();
    signal("focus_lost");
  } else if (!away && gone !== null) {
    signal("focus_back", (performance.now() - gone) / 1000);
    gone = null;
  }
}

function watchWindows() {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel(`certification-${place().dataset.test}`);
  channel.addEventListener("message", ({ data }) => {
    if (data.from === me) return;
    if (data.said === "hello") channel.postMessage({ said: "here", from: me, to: data.from });
    else if (data.to === me) signal("second_window");
  });
  channel.postMessage({ said: "hello", from: me });
}

function attach() {
  const test = place();
  if (test) setClock(Number(test.dataset.left));
}

attach();
document.addEventListener("htmx:load", attach);
setInterval(tick, 500);
setInterval(() => { if (place()?.dataset.state === "waiting") ask("etat/"); }, WAITING_SECONDS * 1000);
if (!("mock" in place().dataset)) {
  const beat = () => ask("signal/", { kind: "" });
  const script = document.querySelector("script[data-beat]");
  new Worker(script.dataset.beat).addEventListener("message", beat);
  beat();
  for (const kind of ["blur", "focus"]) addEventListener(kind, () => setTimeout(watchFocus));
  document.addEventListener("visibilitychange", watchFocus);
  watchWindows();
}
