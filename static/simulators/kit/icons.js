/* Line icons on a 24 × 24 grid, drawn in the page because a sandboxed frame cannot borrow a sprite. */

const PATHS = {
  inbox: "M3 13h5l1.5 3h5L16 13h5M5 5h14l2 8v6H3v-6z",
  send: "M21 3 10 14M21 3l-7 18-4-7-7-4z",
  draft: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  archive: "M3 4h18v5H3zM5 9v11h14V9M10 13h4",
  junk: "M12 3 2 20h20zM12 10v4M12 17v.5",
  shield: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM12 8v5M12 16v.5",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  folder: "M3 6h6l2 2h10v11H3z",
  "folder-open": "M3 19V6h6l2 2h8v3M3 19l3-8h16l-3 8z",
  "folder-plus": "M3 6h6l2 2h10v11H3zM12 11v5M9.5 13.5h5",
  label: "M3 4h9l9 9-8 8-10-10zM8 8.5v.5",
  star: "M12 3l2.7 6 6.3.6-4.8 4.3 1.5 6.4L12 17l-5.7 3.3 1.5-6.4L3 9.6l6.3-.6z",
  reply: "M9 7 4 12l5 5M4 12h9c4 0 7 2 7 6",
  "reply-all": "M12 7l-5 5 5 5M7 7l-5 5 5 5M7 12h7c4 0 7 2 7 6",
  forward: "M15 7l5 5-5 5M20 12h-9c-4 0-7 2-7 6",
  pen: "M4 20h4L19 9l-4-4L4 16zM14 20h6",
  clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.6-2.6L14.5 7.5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
  sort: "M7 4v16M4 17l3 3 3-3M13 6h8M13 11h6M13 16h3",
  more: "M12 5v.5M12 12v.5M12 19v.5",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  up: "M12 20V5M6 11l6-6 6 6",
  "arrow-down": "M12 4v15M6 13l6 6 6-6",
  right: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  check: "M4 13l5 5L20 6",
  mail: "M3 5h18v14H3zM3 7l9 7 9-7",
  "mail-open": "M3 10l9-7 9 7v10H3zM3 10l9 6 9-6",
  filter: "M3 5h18l-7 8v6l-4 2v-8z",
  away: "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  people: "M9 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.5.8 4 2.7 4 5.5",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.5-6 8-6s8 2 8 6",
  download: "M12 3v12M7 10l5 5 5-5M4 20h16",
  refresh: "M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5M14 4l-4 16",
  plus: "M12 5v14M5 12h14",
  link: "M10 14a4 4 0 0 0 6 0l4-4a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6 0l-4 4a4.2 4.2 0 0 0 6 6l1.5-1.5",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  text: "M6 3h8l5 5v13H6zM14 3v5h5M9 12h7M9 15h7M9 18h4",
  sheet: "M6 3h8l5 5v13H6zM14 3v5h5M9 12h7v6H9zM9 15h7M12.5 12v6",
  slides: "M3 5h18v11H3zM12 16v5M8 21h8M8 12l3-3 2 2 3-3",
  image: "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 5M15.5 9v.5",
  sound: "M9 18V5l11-2v13M6.5 15.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM17.5 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  video: "M3 6h12v12H3zM15 10l6-3v10l-6-3z",
  zip: "M5 3h14v18H5zM12 3v2M12 7v2M12 11v2M10.5 15h3v4h-3z",
  pdf: "M6 3h8l5 5v13H6zM14 3v5h5M9 18c2-2 3-5 3-7 0 3 2 5 4 5-2-.5-5 .5-7 2z",
  app: "M4 4h16v16H4zM4 9h16M8 6.5v.2M11 6.5v.2",
  cut: "M6 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM18 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 15.5 17 3M16 15.5 7 3",
  copy: "M9 9h11v12H9zM5 15H4V3h11v2",
  paste: "M8 5H5v16h14V5h-3M9 3h6v4H9z",
  rename: "M4 7h8M4 17h8M8 7v10M16 4v16M14 4h4M14 20h4",
  share: "M17 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM6 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM17 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8.6 10.5l6-3M8.6 13.5l6 3",
  history: "M4 12a8 8 0 1 0 2.5-5.8M4 3v5h5M12 8v4l3 2",
  cloud: "M7 19a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.5A3.8 3.8 0 0 1 18 19z",
  device: "M4 5h16v11H4zM2 20h20",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v.5",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.2M4 12v.2M4 18v.2",
  grid: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  eye: "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  restore: "M9 7 4 12l5 5M4 12h10a5 5 0 0 1 0 10h-3",
  play: "M7 4l13 8-13 8z",
  step: "M5 4l10 8-10 8zM19 4v16",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.file);
  svg.append(path);
  return svg;
}
