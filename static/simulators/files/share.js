/* Sharing: people with a right each, and a link for whoever has it. */
import { openDialog } from "../kit/dialog.js";
import { field, h, repaint, select } from "../kit/dom.js";
import { addressOf, person } from "../kit/formats.js";
import { icon } from "../kit/icons.js";

const RIGHTS = [["read", "Peut lire"], ["comment", "Peut commenter"], ["write", "Peut modifier"]];
const LINKS = [["none", "Pas de lien"], ["read", "Avec le lien, on peut lire"], ["comment", "Avec le lien, on peut commenter"], ["write", "Avec le lien, on peut modifier"]];
const ADDRESS = /^[^\s<>@,;]{1,64}@[^\s<>@,;]{1,120}$/;

export function askShares(app, id) {
  const { explorer } = app;
  const item = explorer.item(id);
  const draft = { shares: structuredClone(item.shares) };
  const link = select(LINKS, item.link);
  const expires = h("input", { type: "date", value: item.link_expires });
  const expiry = field("Le lien s’arrête le (facultatif)", expires);
  const adapt = () => { expiry.hidden = link.value === "none"; };
  link.addEventListener("change", adapt);
  adapt();
  const newcomer = adder(app, draft);
  openDialog({
    title: `Partager ${item.name}`, wide: true, action: "Enregistrer", body: [inherited(app, id), newcomer.element, explorer.has("link") && field("Lien de partage", link), explorer.has("link") && expiry].filter(Boolean),
    confirm: (close, fail) => {
      if (newcomer.waiting()) return fail("Cliquez sur « Ajouter » pour la personne choisie, ou videz ce champ.");
      close();
      app.change("Partage enregistré.", () => Object.assign(item, { shares: draft.shares, link: link.value, link_expires: link.value === "none" ? "" : expires.value }));
    },
  });
}

/* People who already come in through a folder above. */
function inherited(app, id) {
  const above = app.explorer.ancestors(id).filter((each) => app.explorer.item(each));
  const lines = above.flatMap((each) => app.explorer.item(each).shares.map(({ who, right }) => `${person(who).name || who} (${rightText(right)}, par le dossier ${app.explorer.name(each)})`));
  return lines.length > 0 && h("p", { class: "notice" }, icon("people"), `Déjà partagé avec ${lines.join(", ")}.`);
}

function rightText(right) {
  return RIGHTS.find(([key]) => key === right)[1].toLowerCase();
}

function adder(app, draft) {
  const who = h("input", { autocomplete: "off", list: "people", spellcheck: "false", "data-enter": true });
  const right = select(RIGHTS, "read");
  const list = h("ul", { class: "shares" });
  const problem = h("p", { class: "problem", role: "alert" });
  const paint = () => repaint(list, draft.shares.map((share) => shareRow(draft, share, paint)));
  const add = () => {
    const found = whoIs(app, who.value);
    problem.textContent = found ? "" : "Choisissez une personne de la liste ou écrivez une adresse complète.";
    if (!found) return;
    draft.shares = [...draft.shares.filter((share) => addressOf(share.who) !== addressOf(found)), { who: found, right: right.value }];
    who.value = "";
    paint();
    who.focus();
  };
  who.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
  paint();
  const people = h("datalist", { id: "people" }, (app.explorer.scenario.people ?? []).map((each) => h("option", { value: each })));
  const element = h("div", { class: "stack" }, h("div", { class: "adder" }, field("Personne", who), field("Droit", right), h("button", { type: "button", class: "btn line", onclick: add }, icon("plus"), "Ajouter"), people), problem, list);
  return { element, waiting: () => who.value.trim() !== "" };
}

function whoIs(app, text) {
  const typed = text.trim();
  const known = (app.explorer.scenario.people ?? []).find((each) => [each, person(each).name, person(each).address].some((form) => form.toLowerCase() === typed.toLowerCase()));
  return known ?? (ADDRESS.test(typed) ? typed : null);
}

function shareRow(draft, share, paint) {
  const name = person(share.who).name || share.who;
  const rights = select(RIGHTS, share.right, { "aria-label": `Droit de ${name}`, "data-focus": `right-${share.who}`, onchange: (event) => { share.right = event.target.value; } });
  const drop = () => { draft.shares = draft.shares.filter((each) => each !== share); paint(); };
  return h("li", {}, icon("person"), h("span", {}, h("span", { class: "strong" }, name), h("br"), h("span", { class: "muted small" }, person(share.who).address)), rights, h("button", { type: "button", class: "btn icon", "aria-label": `Retirer ${name}`, onclick: drop }, icon("close")));
}
