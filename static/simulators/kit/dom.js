/* Building and repainting pieces of a page, without a framework and without HTML strings. */

/** An element: `h("button", {class: "btn", onclick: save, "aria-pressed": true}, "Enregistrer")`. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value" || name === "checked" || name === "indeterminate") element[name] = value;
  else if (typeof value === "boolean" && !name.startsWith("aria-")) element.toggleAttribute(name, value);
  else element.setAttribute(name, value);
}

/** Replace the content of a container; the focus stays on the element with the same `data-focus`. */
export function repaint(container, ...children) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  container.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (focused) focusOn(container, focused);
}

export function focusOn(container, key) {
  container.querySelector(`[data-focus="${CSS.escape(key)}"]`)?.focus();
}

let serial = 0;

/** An identifier unique in the page, to tie a label to its field. */
export function uid(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

/** A labelled field: `field("Objet", input)`; the hint, if any, describes the input. */
export function field(label, input, hint = "") {
  input.id ||= uid("field");
  const parts = [h("label", { for: input.id }, label), input];
  if (hint) {
    const note = h("p", { class: "hint", id: `${input.id}-hint` }, hint);
    input.setAttribute("aria-describedby", note.id);
    parts.push(note);
  }
  return h("div", { class: "field" }, parts);
}

export function select(options, value, attributes = {}) {
  const list = h("select", attributes, options.map(([key, text]) => h("option", { value: key }, text)));
  if (value !== undefined) list.value = value;
  return list;
}

export function checkbox(label, checked, attributes = {}) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", checked, ...attributes }), label);
}
