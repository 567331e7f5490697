/* Dragging rows onto folders. Cut and paste, and "Déplacer vers", do the same without a pointer. */
import { counted } from "../kit/formats.js";
import { BIN } from "./explorer.js";

export function makeDraggable(app, row, id) {
  const { explorer } = app;
  row.draggable = explorer.has("move") && !explorer.inBin(id);
  row.addEventListener("dragstart", (event) => {
    const { selected } = explorer.state;
    event.dataTransfer.setData("text/plain", (selected.includes(id) ? selected : [id]).join(" "));
  });
}

export function acceptDrop(app, element, folder) {
  if (!app.explorer.has("move")) return;
  element.addEventListener("dragover", (event) => { event.preventDefault(); element.classList.add("target"); });
  element.addEventListener("dragleave", () => element.classList.remove("target"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("target");
    const ids = event.dataTransfer.getData("text/plain").split(" ").filter((id) => app.explorer.item(id));
    if (ids.length) drop(app, ids, folder);
  });
}

function drop(app, ids, folder) {
  const { explorer } = app;
  if (!explorer.canMove(ids, folder)) return app.status.say("Impossible de déplacer ici.");
  if (folder === BIN && !explorer.has("delete")) return app.status.say("Impossible de supprimer ici.");
  const into = explorer.name(folder);
  app.change(`${counted(ids.length, "élément déplacé", "éléments déplacés")} dans ${into}.`, () => (folder === BIN ? explorer.remove(ids) : explorer.move(ids, folder)));
}
