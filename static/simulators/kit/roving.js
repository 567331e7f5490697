/* One tab stop for a whole list, tree, tool bar or menu; arrows move inside it. */

/** Arrow keys move the focus among `selector` elements of `container`. `horizontal` also takes left and right. */
export function roving(container, selector, { horizontal = false, vertical = true } = {}) {
  container.addEventListener("keydown", (event) => {
    const items = reachable(container, selector);
    const at = items.indexOf(event.target.closest(selector));
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = destination(event.key, at, items.length, horizontal, vertical);
    if (to === null) return;
    event.preventDefault();
    items[to].focus();
  });
  container.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (item) mark(container, selector, item);
  });
}

/** Make sure that exactly one element can be reached with Tab: the current one, else the first of `first`. */
export function settleRoving(container, selector, first = selector) {
  const items = [...container.querySelectorAll(selector)]; // visible or not: it may not be in the page yet
  const chosen = items.find((item) => item.matches("[aria-selected=true], [aria-current]")) ?? items.find((item) => item.matches(first));
  if (chosen) mark(container, selector, chosen);
}

function mark(container, selector, chosen) {
  container.querySelectorAll(selector).forEach((item) => { item.tabIndex = item === chosen ? 0 : -1; });
}

function reachable(container, selector) {
  return [...container.querySelectorAll(selector)].filter((item) => item.checkVisibility?.() ?? true);
}

function destination(key, at, count, horizontal, vertical) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if ((vertical && key === "ArrowDown") || (horizontal && key === "ArrowRight")) return Math.min(count - 1, at + 1);
  if ((vertical && key === "ArrowUp") || (horizontal && key === "ArrowLeft")) return Math.max(0, at - 1);
  return null;
}

/** A grid as one tab stop: up and down change row, left and right change cell. */
export function rovingGrid(grid, row, cell) {
  const cellsOf = (line) => reachable(line, cell);
  grid.addEventListener("keydown", (event) => {
    const line = event.target.closest(row);
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const [lines, cells] = [reachable(grid, row), cellsOf(line)];
    const column = cells.indexOf(event.target.closest(cell));
    const down = destination(event.key, lines.indexOf(line), lines.length, false, true);
    const across = { ArrowLeft: column - 1, ArrowRight: column + 1 }[event.key];
    const target = across === undefined ? down !== null && cellsOf(lines[down])[column] : cells[across];
    if (down === null && across === undefined) return;
    event.preventDefault();
    target?.focus();
  });
  grid.addEventListener("focusin", (event) => {
    const chosen = event.target.closest(cell);
    if (chosen) mark(grid, cell, chosen);
  });
}
