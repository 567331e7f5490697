/* Why a program stops, in plain words. */

const MESSAGES = {
  wall: () => "le robot a heurté un mur",
  no_item: () => "il n’y a pas d’objet à ramasser ici",
  empty_hands: () => "le robot n’a pas d’objet à poser",
  steps: () => "le programme ne s’arrête pas, ou fait beaucoup trop d’étapes",
  depth: () => "trop d’appels de fonctions les uns dans les autres",
  size: () => "un texte ou une liste devient beaucoup trop long",
  output: () => "le programme affiche beaucoup trop de texte",
  overflow: () => "un nombre devient beaucoup trop grand",
  zero: () => "division par zéro",
  name: (name) => `le nom « ${name} » n’existe pas à ce moment du programme`,
  type: () => "cette opération ne convient pas à ce type de valeur (texte, nombre, liste…)",
  value: () => "cette valeur ne convient pas (par exemple un texte qui n’est pas un nombre)",
  index: () => "ce rang n’existe pas : la liste ou le texte est plus court",
  key: () => "cette clé n’est pas dans le dictionnaire",
  unpack: () => "il n’y a pas autant de valeurs que de variables",
  arguments: (name) => `${name ? `« ${name} »` : "cette fonction"} ne s’appelle pas avec ces valeurs entre parenthèses`,
  method: (name) => `« .${name} » n’existe pas pour cette valeur`,
  call: () => "ce n’est pas une fonction : on ne peut pas l’appeler",
  input: () => "le programme demande plus de valeurs qu’il n’en reçoit",
  empty: () => "une case du bloc est vide",
  identifier: () => "un nom s’écrit avec des lettres, des chiffres et des tirets bas, sans espace",
  unsupported: (what) => `${what ? `« ${what} »` : "cette écriture"} n’est pas disponible ici`,
  bracket: () => "une parenthèse, un crochet ou une accolade manque ou est en trop",
  quote: () => "un guillemet manque à la fin d’un texte",
  indent: () => "le décalage au début de la ligne ne convient pas",
  indent_missing: () => "la ligne suivante doit être décalée vers la droite",
  colon_missing: () => "il manque « : » à la fin de la ligne",
  colon: () => "« : » est de trop, ou le mot qui commence la ligne est mal écrit",
  equals: () => "pour comparer, écrivez == (un seul = range une valeur dans une variable)",
  character: (char) => `le caractère « ${char} » ne s’emploie pas ici`,
  syntax: () => "cette écriture n’est pas correcte",
};

export function explain(error, language) {
  const place = language === "blocks" ? "Bloc" : "Ligne";
  const why = (MESSAGES[error.code] ?? MESSAGES.syntax)(error.detail);
  return error.at ? `${place} ${error.at} : ${why}` : `${why[0].toUpperCase()}${why.slice(1)}`;
}
