/* Dragging blocks with the mouse: a shortcut for what buttons and keys already do. */

import { find } from "./tree.js";

export function enableDragging(editor) {
  let dragged = null;
  let place = null;
  const mark = (element, side) => {
    editor.tree.querySelectorAll("[data-drop]").forEach((other) => delete other.dataset.drop);
    if (element) element.dataset.drop = side;
  };

  editor.element.addEventListener("dragstart", (event) => {
    const offer = event.target.closest?.("[data-offer]");
    dragged = offer ? offer.dataset.offer : editor.blockOf(event.target);
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.effectAllowed = "move";
  });
  editor.tree.addEventListener("dragover", (event) => {
    if (dragged === null) return;
    const found = target(editor, event);
    place = found?.place ?? null;
    mark(found?.element, found?.side);
    if (place) event.preventDefault();
  });
  editor.tree.addEventListener("drop", (event) => {
    event.preventDefault();
    if (place) editor.drop(dragged, place);
  });
  editor.element.addEventListener("dragend", () => {
    mark(null);
    [dragged, place] = [null, null];
  });
}

/* Over the head of a block: before or after it; over the end of a list: there. */
function target(editor, event) {
  const spot = event.target.closest("[data-spot]");
  if (spot) {
    const owner = editor.blockOf(spot);
    const lists = owner ? [owner.body, owner.orelse] : [editor.program];
    const list = lists.find((candidate) => candidate && editor.spotKey(candidate) === spot.dataset.spot);
    return list && { element: spot, side: "in", place: { list, index: list.length, owner } };
  }
  const head = event.target.closest(".head");
  if (!head) return null;
  const { top, height } = head.getBoundingClientRect();
  const after = event.clientY > top + height / 2;
  const { list, index, owner } = find(editor.program, editor.blockOf(head));
  return { element: head, side: after ? "after" : "before", place: { list, index: index + (after ? 1 : 0), owner } };
}
