// Putting things in order: arrows that move an item, instead of the lists of ranks that work without JavaScript.

function label(item) {
  return item.querySelector("[id^=item-]").textContent.trim();
}

function number(list) {
  [...list.children].forEach((item, index) => {
    item.querySelector("select").value = String(index + 1);
    const [up, down] = item.querySelectorAll("button");
    up.disabled = index === 0;
    down.disabled = index === list.children.length - 1;
  });
}

function move(list, item, step) {
  const neighbour = step < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return;
  if (step < 0) list.insertBefore(item, neighbour);
  else list.insertBefore(neighbour, item);
  number(list);
  const [up, down] = item.querySelectorAll("button");
  const wanted = step < 0 ? up : down;
  (wanted.disabled ? (step < 0 ? down : up) : wanted).focus();
  const rank = [...list.children].indexOf(item) + 1;
  list.parentElement.querySelector("[data-order-said]").textContent =
    list.dataset.said.replace("{item}", label(item)).replace("{rank}", rank);
}

function attach(list) {
  if (list.dataset.attached) return;
  list.dataset.attached = "true";
  // After an error the ranks sent come back: start from their order.
  [...list.children]
    .sort((a, b) => a.querySelector("select").value - b.querySelector("select").value)
    .forEach((item) => list.append(item));
  const arrows = list.parentElement.querySelector("template[data-arrows]");
  for (const item of list.children) {
    item.append(arrows.content.cloneNode(true));
    item.querySelectorAll("button").forEach((button, index) => {
      button.setAttribute("aria-label", `${button.title}, ${label(item)}`);
      button.addEventListener("click", () => move(list, item, index ? 1 : -1));
    });
  }
  list.classList.add("has-arrows");
  number(list);
}

const attachAll = () => document.querySelectorAll("[data-order]").forEach(attach);
document.addEventListener("htmx:load", attachAll);
attachAll();
