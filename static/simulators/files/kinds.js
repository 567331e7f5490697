/* What an extension says about a file: its type in words, its icon. */

const KINDS = [
  ["Document texte", "text", "odt docx doc rtf"], ["Texte brut", "text", "txt md log"], ["Classeur", "sheet", "ods xlsx xls csv"],
  ["Présentation", "slides", "odp pptx ppt"], ["Document PDF", "pdf", "pdf"], ["Image", "image", "jpg jpeg png gif svg webp bmp tif tiff heic"],
  ["Son", "sound", "mp3 wav ogg flac m4a"], ["Vidéo", "video", "mp4 mkv webm avi mov"], ["Archive", "zip", "zip 7z rar tar gz"],
  ["Page web", "code", "html htm css"], ["Programme", "app", "exe msi app appimage deb apk bat sh"], ["Code", "code", "py js json xml yaml sql"],
  ["Message", "mail", "eml"], ["Raccourci", "link", "lnk url"],
];
const BY_EXTENSION = new Map(KINDS.flatMap(([text, icon, list]) => list.split(" ").map((extension) => [extension, { text, icon }])));

export function extensionOf(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

export function kindOf(kind, name) {
  if (kind === "folder") return { text: "Dossier", icon: "folder" };
  const extension = extensionOf(name);
  return BY_EXTENSION.get(extension) ?? { text: extension ? `Fichier ${extension.toUpperCase()}` : "Fichier", icon: "file" };
}

/** The name without its extension, when programs know that extension. */
export function shortName(kind, name) {
  return kind !== "folder" && BY_EXTENSION.has(extensionOf(name)) ? name.slice(0, name.lastIndexOf(".")) : name;
}
