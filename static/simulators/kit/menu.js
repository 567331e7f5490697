/* A button that opens a menu of actions, and the same menu at the pointer for a right click. */
import { h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { roving } from "./roving.js";

let current = null;

/** `entries`: functions of nothing returning `[{text, icon, run, disabled}]`, or null for a separator. */
export function menuButton(label, entries, attributes = {}, content = [icon("more")]) {
  const id = uid("menu");
  const button = h("button", {
    type: "button", class: "btn icon", "aria-label": label, title: label, "aria-haspopup": "menu",
    "aria-expanded": "false", "aria-controls": id, ...attributes,
    onclick: () => (button.getAttribute("aria-expanded") === "true" ? closeMenu() : open()),
    onkeydown: (event) => { if (event.key === "ArrowDown") { event.preventDefault(); open(); } },
  }, content);
  const open = () => {
    const box = button.getBoundingClientRect();
    openMenu(entries(), { x: box.left, y: box.bottom + 4, label, id, opener: button });
  };
  return button;
}

export function openMenu(entries, { x, y, label, id = uid("menu"), opener }) {
  closeMenu();
  const menu = h("div", { class: "menu", role: "menu", id, "aria-label": label }, entries.map(entry));
  document.getElementById("simulator").append(menu); // inside the main landmark
  place(menu, x, y);
  roving(menu, "[role=menuitem]");
  menu.addEventListener("keydown", (event) => { if (["Escape", "Tab"].includes(event.key)) { event.preventDefault(); closeMenu(); } });
  opener.setAttribute("aria-expanded", "true");
  current = { menu, opener };
  menu.querySelector("[role=menuitem]:not([aria-disabled=true])")?.focus();
}

export function closeMenu() {
  if (!current) return;
  const { menu, opener } = current;
  current = null;
  opener.setAttribute("aria-expanded", "false");
  const inside = menu.contains(document.activeElement);
  menu.remove();
  if (inside) opener.focus();
}

function entry(item) {
  if (!item) return h("hr", { role: "separator" });
  const choose = () => { if (!item.disabled) { closeMenu(); item.run(); } };
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", "aria-disabled": item.disabled ? "true" : null, onclick: choose },
    item.icon && icon(item.icon), h("span", {}, item.text), item.keys && h("kbd", {}, item.keys));
}

function place(menu, x, y) {
  const { width, height } = menu.getBoundingClientRect();
  const page = document.documentElement;
  menu.style.left = `${Math.max(4, Math.min(x, page.clientWidth - width - 4)) + scrollX}px`;
  menu.style.top = `${Math.max(4, Math.min(y, page.clientHeight - height - 4)) + scrollY}px`;
}

addEventListener("pointerdown", (event) => { if (current && !current.menu.contains(event.target) && !current.opener.contains(event.target)) closeMenu(); });
