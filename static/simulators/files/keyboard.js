/* The keys of an explorer, in the list of a folder. */
import { openItem, runShortcut } from "./commands.js";
import { between } from "./list.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

export function keyboard(app, grid, ids) {
  grid.addEventListener("keydown", (event) => {
    const line = event.target.closest("[data-id]");
    if (shortcut(app, event)) return event.preventDefault();
    if (!line) return;
    const { id } = line.dataset;
    if (event.key in STEPS) step(app, event, ids, id);
    else if (event.key === "Enter") openItem(app, id);
    else if (event.key === " ") toggle(app, id);
    else if (event.key === "F10" && event.shiftKey) line.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
    else return;
    event.preventDefault();
  });
}

function step(app, event, ids, id) {
  const to = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(id) + STEPS[event.key]))];
  const { selected } = app.explorer.state;
  if (event.shiftKey) app.select(extended(ids, selected, to));
  else if (!event.ctrlKey) app.select([to]);
  app.focusRows(to);
}

/* The first of the selection stays its anchor. */
function extended(ids, selected, to) {
  const anchor = selected[0] ?? to;
  return [anchor, ...between(ids, anchor, to).filter((id) => id !== anchor)];
}

function toggle(app, id) {
  const { selected } = app.explorer.state;
  app.select(selected.includes(id) ? selected.filter((each) => each !== id) : [...selected, id]);
  app.focusRows(id);
}

function shortcut(app, event) {
  const { explorer } = app;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
    app.select(explorer.listed());
    app.focusRows();
    return true;
  }
  if (event.key === "Backspace") {
    const parent = explorer.ancestors(explorer.state.current).at(-1);
    if (parent) app.go(parent);
    return true;
  }
  return runShortcut(app, event);
}
