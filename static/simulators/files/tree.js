/* The tree of folders, the bin, and the room left. */
import { h } from "../kit/dom.js";
import { sizeText, bytes } from "../kit/formats.js";
import { icon } from "../kit/icons.js";
import { roving, settleRoving } from "../kit/roving.js";
import { BIN, ROOT } from "./explorer.js";
import { acceptDrop } from "./drag.js";

export function treePane(app) {
  const { explorer } = app;
  const withBin = explorer.has("delete") || explorer.has("bin") || explorer.children(BIN).length > 0;
  const tree = h("div", { role: "tree", "aria-label": "Dossiers" }, branch(app, ROOT, 1), withBin && branch(app, BIN, 1));
  roving(tree, "[role=treeitem]");
  settleRoving(tree, "[role=treeitem]");
  tree.addEventListener("keydown", (event) => steer(app, event));
  return [h("div", { class: "tree-body" }, tree, storage(explorer))];
}

function branch(app, id, level) {
  const { explorer, expanded } = app;
  const inside = id === BIN ? [] : explorer.folders(id).filter((each) => explorer.state.view.hidden || !explorer.name(each).startsWith("."));
  const open = expanded.has(id) && inside.length > 0;
  const item = h("div", {
    role: "treeitem", class: "branch", tabindex: "-1", "data-focus": `tree-${id}`, "data-id": id, "data-level": level,
    "aria-level": String(level), "aria-selected": String(explorer.state.current === id), "aria-expanded": inside.length ? String(open) : null,
    onclick: (event) => (event.target.closest(".twist") ? toggle(app, id) : app.go(id)),
  }, h("span", { class: "twist" }, inside.length > 0 && icon(open ? "down" : "right")), icon(id === BIN ? "bin" : id === ROOT ? "cloud" : open ? "folder-open" : "folder"), h("span", { class: "ellipsis" }, explorer.name(id)));
  item.style.setProperty("--level", level);
  acceptDrop(app, item, id);
  return [item, open && inside.map((child) => branch(app, child, level + 1))];
}

function toggle(app, id) {
  app.expanded.has(id) ? app.expanded.delete(id) : app.expanded.add(id);
  app.paint();
}

/* Enter opens, right unfolds then goes in, left folds then goes out. */
function steer(app, event) {
  const item = event.target.closest("[role=treeitem]");
  const expanded = item.getAttribute("aria-expanded");
  const go = { Enter: true, " ": true }[event.key];
  const unfold = event.key === "ArrowRight" && expanded === "false";
  const fold = event.key === "ArrowLeft" && expanded === "true";
  if (!go && !unfold && !fold && event.key !== "ArrowLeft") return;
  event.preventDefault();
  if (go) app.go(item.dataset.id);
  else if (unfold || fold) toggle(app, item.dataset.id);
  else app.panes.tree.querySelector(`[data-id="${CSS.escape(app.explorer.item(item.dataset.id)?.parent ?? "")}"]`)?.focus();
}

function storage(explorer) {
  const { quota } = explorer.scenario;
  if (!quota) return null;
  const [used, total] = [explorer.used(), bytes(quota.total)];
  const text = `${sizeText(used)} utilisés sur ${quota.total}`;
  return h("div", { class: "storage" }, h("div", { class: "row small" }, icon("cloud"), h("span", { id: "storage" }, text)),
    h("meter", { min: 0, max: total, high: total * 0.9, value: used, "aria-labelledby": "storage" }),
    used > total && h("p", { class: "problem small" }, "Espace plein : la synchronisation est arrêtée."));
}
