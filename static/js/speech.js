// "Écouter": reads the element [data-speak] with the browser's own voice. Nothing leaves the device.

const voice = window.speechSynthesis;
const RATE = 0.95;

function textOf(element) {
  const copy = element.cloneNode(true);
  for (const silent of copy.querySelectorAll("[aria-hidden=true], svg, script, .visually-hidden")) {
    silent.remove();
  }
  for (const image of copy.querySelectorAll("img[alt]")) image.replaceWith(` ${image.alt}. `);
  for (const block of copy.querySelectorAll("p, li, label, legend, h1, h2, h3, td, th")) {
    block.append(". ");
  }
  return copy.textContent.replace(/\s+/g, " ").replace(/([.:;?!])\s*(\.\s*)+/g, "$1 ").trim();
}

function show(button, speaking) {
  button.setAttribute("aria-pressed", String(speaking));
  button.querySelector("[data-label]").textContent = speaking ? button.dataset.stop : button.dataset.start;
}

function speak(button) {
  const element = document.querySelector(button.dataset.target || "[data-speak]");
  if (!element) return;
  const words = new SpeechSynthesisUtterance(textOf(element));
  words.lang = element.closest("[lang]").lang;
  words.rate = RATE;
  words.onend = words.onerror = () => show(button, false);
  show(button, true);
  voice.speak(words);
}

function reveal() {
  for (const button of document.querySelectorAll("[data-listen][hidden]")) button.hidden = false;
}

if (voice && "SpeechSynthesisUtterance" in window) {
  reveal();
  document.addEventListener("htmx:afterSettle", reveal);
  document.addEventListener("htmx:beforeSwap", () => voice.cancel());
  window.addEventListener("pagehide", () => voice.cancel());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen]");
    if (!button) return;
    const speaking = voice.speaking;
    voice.cancel();
    if (!speaking) speak(button);
  });
}
