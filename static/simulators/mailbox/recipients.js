/* Recipients as people type them, and the address book. */
import { openDialog } from "../kit/dialog.js";
import { checkbox, field, h } from "../kit/dom.js";
import { addressOf, folded, nameOf, person } from "../kit/formats.js";

const ADDRESS = /^[^\s<>@,;]{1,64}@[^\s<>@,;]{1,120}$/;

/** Addresses typed in a field, names and groups of the address book resolved: `{found, unknown}`. */
export function readRecipients(text, { contacts, groups }) {
  const [found, unknown] = [[], []];
  for (const part of text.split(/[,;\n]/).map((each) => each.trim()).filter(Boolean)) {
    const group = groups.find(({ name }) => folded(name) === folded(part));
    const contact = contacts.find((each) => folded(nameOf(each)) === folded(part) || addressOf(each) === addressOf(part));
    if (group) found.push(...group.members.map((address) => contacts.find((each) => addressOf(each) === address.toLowerCase()) ?? address));
    else if (contact) found.push(contact);
    else if (ADDRESS.test(person(part).address)) found.push(part);
    else unknown.push(part.slice(0, 300));
  }
  return { found: found.filter((each, index) => found.findIndex((other) => addressOf(other) === addressOf(each)) === index), unknown };
}

export function recipientText(people) {
  return people.join(", ");
}

/** Let the learner tick people and groups; `done(list of texts)` gets the choice. */
export function pickRecipients({ contacts, groups }, title, done) {
  const boxes = [...groups.map(({ name, members }) => [name, `${name} (groupe de ${members.length})`]), ...contacts.map((each) => [each, each])];
  const list = boxes.map(([value, text]) => checkbox(text, false, { value }));
  openDialog({
    title, action: "Ajouter", body: boxes.length ? h("div", {}, list) : h("p", {}, "Le carnet d’adresses est vide."),
    confirm: (close) => { close(); done(list.map((label) => label.querySelector("input")).filter((box) => box.checked).map((box) => box.value)); },
  });
}

export function askContact(app, done = () => {}) {
  const [name, address] = [h("input", { autocomplete: "off" }), h("input", { inputmode: "email", autocomplete: "off" })];
  openDialog({
    title: "Nouveau contact", action: "Ajouter", body: [field("Nom", name), field("Adresse électronique", address)],
    confirm: (close, fail) => {
      const [who, where] = [name.value.replace(/[<>]/g, "").trim(), address.value.trim()];
      if (!who || !ADDRESS.test(where)) return fail("Indiquez un nom et une adresse complète.");
      close();
      app.change("Contact ajouté.", () => app.mailbox.state.contacts.push(`${who} <${where}>`));
      done();
    },
  });
}

export function askGroup(app, done = () => {}) {
  const name = h("input", { autocomplete: "off" });
  const boxes = app.mailbox.state.contacts.map((contact) => checkbox(contact, false, { value: addressOf(contact) }));
  openDialog({
    title: "Nouveau groupe", action: "Créer le groupe", body: [field("Nom du groupe", name), h("fieldset", {}, h("legend", { class: "legend" }, "Membres"), boxes)],
    confirm: (close, fail) => {
      const members = boxes.map((label) => label.querySelector("input")).filter((box) => box.checked).map((box) => box.value);
      if (!name.value.trim() || !members.length) return fail("Donnez un nom et au moins un membre.");
      close();
      app.change("Groupe créé.", () => app.mailbox.state.groups.push({ name: name.value.trim(), members }));
      done();
    },
  });
}
