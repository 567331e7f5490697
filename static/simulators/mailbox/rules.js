/* Filter rules. The server's referee applies them the same way to the messages to come. */
import { folded } from "../kit/formats.js";

export const FIELDS = [["from", "L’expéditeur"], ["to", "Le destinataire"], ["subject", "L’objet"]];
export const ACTIONS = [["move", "déplacer dans"], ["label", "ajouter l’étiquette"], ["star", "marquer comme suivi"], ["read", "marquer comme lu"], ["bin", "mettre à la corbeille"]];

/** Apply each rule to the place of a message, in order; tell whether one matched. */
export function applyRules(rules, message, place, owner) {
  const matching = rules.filter((rule) => matches(rule, message, owner));
  for (const rule of matching) apply(rule, place);
  return matching.length > 0;
}

function matches(rule, message, owner) {
  const recipients = message.to?.length ? message.to : [owner];
  const text = { from: message.from, to: [...recipients, ...(message.cc ?? [])].join(" "), subject: message.subject }[rule.field];
  const wanted = folded(rule.contains).trim();
  return wanted !== "" && folded(text).includes(wanted);
}

function apply(rule, place) {
  if (rule.action === "move") place.folder = rule.target;
  if (rule.action === "bin") place.folder = "bin";
  if (rule.action === "label") place.labels = [...new Set([...place.labels, rule.target])];
  if (rule.action === "star") place.starred = true;
  if (rule.action === "read") place.read = true;
}

/** The rule as a sentence. */
export function ruleText(rule, folderName) {
  const field = FIELDS.find(([key]) => key === rule.field)[1];
  const action = ACTIONS.find(([key]) => key === rule.action)[1];
  const target = rule.action === "move" ? ` « ${folderName(rule.target)} »` : rule.action === "label" ? ` « ${rule.target} »` : "";
  return `${field} contient « ${rule.contains} » : ${action}${target}`;
}
