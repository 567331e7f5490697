// The room of an invigilator: only what changed is replaced, alerts are heard, time passes.

const MUTED = "surveillance-muette";
const room = () => document.getElementById("salle");
const sheet = document.getElementById("fiche");

// --- What the server sent takes the place of what changed, and of nothing else.

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (detail.target?.id !== "salle" || !detail.shouldSwap) return; // an error, or nothing new
  const sent = new DOMParser().parseFromString(detail.serverResponse, "text/html");
  const fresh = sent.getElementById("salle");
  detail.shouldSwap = false;
  if (!fresh) return location.reload(); // signed out, or sent elsewhere
  const acted = detail.requestConfig.verb !== "get";
  merge(room(), fresh);
  tell(sent.getElementById("annonce"), acted);
  if (acted && sheet.open) sheet.close();
});

function merge(old, fresh) {
  const lists = fresh.querySelectorAll("[data-list]");
  if (lists.length !== old.querySelectorAll("[data-list]").length) return location.reload();
  old.dataset.now = fresh.dataset.now;
  old.querySelector("#vu").value = fresh.querySelector("#vu").value;
  swap(document.getElementById("comptes"), fresh.querySelector("#comptes"));
  old.querySelectorAll("[data-list]").forEach((list, rank) => mergeList(list, lists[rank]));
  setClock();
  narrow();
  hear();
}

function mergeList(list, fresh) {
  const known = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const items = [...fresh.children].map((item) => [known.get(item.dataset.key), item]);
  const kept = new Set(items.map(([old]) => old));
  for (const item of known.values()) if (!kept.has(item)) item.remove();
  items.forEach(([old, item], rank) => {
    const here = old ? swap(old, item) : document.adoptNode(item);
    // Moving what is at its place would take the focus away.
    if (list.children[rank] !== here) list.insertBefore(here, list.children[rank] ?? null);
    if (!old) window.htmx.process(here);
  });
}

function swap(old, fresh) {
  if (old.dataset.mark === fresh.dataset.mark) return old;
  const focused = old.contains(document.activeElement) && document.activeElement.dataset.slot;
  const item = document.adoptNode(fresh);
  old.replaceWith(item);
  window.htmx.process(item);
  if (focused) (item.querySelector(`[data-slot="${focused}"]`) ?? item.querySelector("a, button"))?.focus();
  return item;
}

function tell(messages, acted) {
  const place = document.getElementById("annonce");
  if (messages) place.replaceChildren(...messages.childNodes);
  else if (acted) place.replaceChildren();
}

// --- Is this page up to date?

const offline = document.querySelector("[data-offline]");
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt.id !== "salle" && detail.target?.id !== "salle") return;
  const fine = detail.xhr.status >= 200 && detail.xhr.status < 400;
  if (offline) offline.hidden = fine;
  const face = document.querySelector("[data-refreshed]");
  if (fine && face) face.textContent = new Date().toLocaleTimeString("fr-FR");
});
addEventListener("offline", () => { if (offline) offline.hidden = false; });

// --- Time left: the server's, which passes at the pace of a clock that nobody sets.

let clock = { now: 0, since: 0 };
function setClock() {
  if (room()) clock = { now: Number(room().dataset.now), since: performance.now() };
  tick();
}

function tick() {
  const now = clock.now + (performance.now() - clock.since) / 1000;
  for (const face of document.querySelectorAll("#salle [data-ends]")) {
    const left = Math.max(0, Number(face.dataset.paused ?? face.dataset.ends - now));
    face.textContent = words(Math.round(left));
    face.classList.toggle("soon", left <= 300);
  }
}

function words(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours) return `${hours}\u00a0h\u00a0${String(minutes).padStart(2, "0")}`;
  return minutes ? `${minutes}\u00a0min` : `${seconds}\u00a0s`;
}

// --- A new alert is heard, said and seen in the title.

const heard = new Set();
const title = document.title;
let sound = null;
document.addEventListener("pointerdown", () => { sound ??= new AudioContext(); }, { once: true });

function hear(first = false) {
  const alerts = [...document.querySelectorAll("#salle [data-alert]")];
  const fresh = alerts.filter((alert) => !heard.has(alert.id));
  for (const alert of fresh) heard.add(alert.id);
  document.title = alerts.length ? `(${alerts.length}) ${title}` : title;
  if (!fresh.length || first) return;
  const said = document.querySelector("[data-said]");
  said.textContent = `${said.dataset.new} ${fresh.map((alert) => alert.dataset.alert).join(", ")}`;
  if (localStorage.getItem(MUTED) !== "1") ring();
}

function ring() {
  sound ??= new AudioContext();
  for (const [rank, pitch] of [660, 880].entries()) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    const at = sound.currentTime + rank * 0.18;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.4);
  }
}

const mute = document.querySelector("[data-mute]");
function showMuted() {
  const muted = localStorage.getItem(MUTED) === "1";
  mute.setAttribute("aria-pressed", String(muted));
  mute.querySelector("[data-on]").hidden = muted;
  mute.querySelector("[data-off]").hidden = !muted;
}
mute?.addEventListener("click", () => {
  localStorage.setItem(MUTED, localStorage.getItem(MUTED) === "1" ? "0" : "1");
  showMuted();
});

// --- A name is looked for in what is there.

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const search = document.querySelector("[data-narrow]");

function narrow() {
  if (!search) return;
  const asked = folded(search.elements.nom.value).split(/[\s-]+/).filter(Boolean);
  const posts = [...document.querySelectorAll("#salle .post")];
  for (const post of posts) post.hidden = !asked.every((word) => post.dataset.name.includes(word));
  const found = search.querySelector("[data-found]");
  found.hidden = !posts.length || posts.some((post) => !post.hidden);
  found.textContent = found.hidden ? "" : found.dataset.none;
}
search?.addEventListener("input", narrow);
search?.addEventListener("submit", (event) => event.preventDefault());

// --- A candidate, the time of all, a report: over the room.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-sheet]");
  if (!link || !sheet?.showModal || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  await window.htmx.ajax("GET", link.href, { target: "#fiche-contenu", swap: "innerHTML" });
  if (!sheet.querySelector(".sheet")) return;
  if (!sheet.open) sheet.showModal();
  sheet.querySelector("h1")?.focus();
});

// --- What a report must say depends on its category.

function fit(form) {
  const category = form.elements.category.selectedOptions[0];
  const precision = form.elements.subcategory;
  const groups = [...precision.querySelectorAll("optgroup")];
  for (const group of groups) group.hidden = group.disabled = group.label !== category.text;
  precision.closest(".field").hidden = groups.every((group) => group.hidden);
  form.elements.question_number.closest(".field").hidden = category.value !== "IN_CHALLENGE";
  if (precision.selectedOptions[0]?.parentElement.hidden) precision.value = "";
}
const fitAll = () => document.querySelectorAll("[data-report]").forEach(fit);
document.addEventListener("change", (event) => {
  if (event.target.form?.matches("[data-report]")) fit(event.target.form);
});
document.addEventListener("htmx:afterSwap", fitAll);

fitAll();
setClock();
if (room()) {
  hear(true);
  showMuted();
  narrow();
  setInterval(tick, 1000);
}
