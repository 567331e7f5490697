// Helps on the pages of campaigns, which work without them.

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// <input data-narrows="id"> shows the items of that block that hold every word typed.
for (const input of document.querySelectorAll("[data-narrows]")) {
  const block = document.getElementById(input.dataset.narrows);
  const groups = [...block.querySelectorAll("[data-group]")];
  const openAtFirst = new Set(groups.filter((group) => group.open));
  const told = block.querySelector("[data-narrowed]");
  const words = new Map(
    [...block.querySelectorAll("[data-item]")].map((item) => [item, folded(item.textContent)]),
  );
  input.addEventListener("input", () => {
    const asked = folded(input.value).split(/\s+/).filter(Boolean);
    for (const [item, text] of words) item.hidden = !asked.every((word) => text.includes(word));
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
      group.open = asked.length ? !group.hidden : openAtFirst.has(group);
    }
    const none = groups.every((group) => group.hidden);
    told.hidden = !none;
    told.textContent = none ? told.dataset.none : "";
  });
  // Enter looks for a profile: it does not send the form.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// A form sent twice makes one campaign: the server sees to it. The button says that it was heard.
for (const form of document.querySelectorAll("[data-campaign-form]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button:not([type])")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
}
// Coming back to the page with the browser's button, one may send again.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-campaign-form] [aria-disabled]")) {
    button.removeAttribute("aria-disabled");
  }
});

const fullScreen = document.querySelector("[data-full-screen]");
if (fullScreen && document.documentElement.requestFullscreen) {
  fullScreen.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
} else {
  fullScreen?.remove();
}
