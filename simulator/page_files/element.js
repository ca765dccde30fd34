// Elements are made here; what people wrote becomes text nodes, never markup.

/** Makes an element: attributes, listeners under `on`, then children (text or elements). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [kind, listener] of Object.entries(value)) element.addEventListener(kind, listener);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Makes a piece of a line with a class. */
export function span(name, ...children) {
  return make("span", { class: name }, ...children);
}

/** Makes a block with a class. */
export function div(name, ...children) {
  return make("div", { class: name }, ...children);
}

/** Makes a button that does something; attributes may follow, then what it shows. */
export function control(name, pressed, attributes = {}, ...children) {
  return make("button", { type: "button", class: name, ...attributes, on: pressed ? { click: pressed } : {} }, ...children);
}

/** Finds the element of the page with this id. */
export function part(id) {
  return document.getElementById(id);
}

const DRAWN = "http://www.w3.org/2000/svg";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 16-2.5-6.5z M11.5 13.5L20 4",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8",
  close: "M6 6l12 12 M18 6L6 18",
  menu: "M4 7h16 M4 12h16 M4 17h10",
  panel: "M4 5h16v14H4z M14.5 5v14",
  reply: "M9 7L4 12l5 5 M4 12h10a6 6 0 0 1 6 6v1",
  edit: "M4 20h4L19 9l-4-4L4 16z M13 7l4 4",
  trash: "M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13",
  copy: "M9 9h11v11H9z M5 15H4V4h11v1",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3z M12 15v6",
  file: "M7 3h7l5 5v13H7z M14 3v5h5",
  photo: "M4 5h16v14H4z M4 16l5-5 4 4 3-3 4 4 M15.5 9.5h.01",
  video: "M4 6h11v12H4z M15 10l5-3v10l-5-3",
  music: "M9 18V6l10-2v12 M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z M19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z M6 11a6 6 0 0 0 12 0 M12 17v4",
  play: "M8 5l11 7-11 7z",
  stop: "M8 5v14 M16 5v14",
  down: "M6 9l6 6 6-6",
  arrow: "M8 16L16 8 M9 8h7v7",
  sent: "M5 12.5l4 4L19 7",
  read: "M2 12.5l4 4L16 7 M11 15.5l1 1L22 7",
  clock: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z M12 7v5l3.5 2",
  power: "M12 3v8 M7 6a8 8 0 1 0 10 0",
  block: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z M6 6l12 12",
  network: "M3 9a14 14 0 0 1 18 0 M6.5 12.5a9 9 0 0 1 11 0 M10 16a4 4 0 0 1 4 0 M12 19.5h.01",
  window: "M13 5h6v6 M19 5l-8 8 M17 14v5H5V7h5",
  place: "M12 21s-7-6.5-7-12a7 7 0 0 1 14 0c0 5.5-7 12-7 12z M12 7a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z M4 20c1-4 4-6 8-6s7 2 8 6",
  people:
    "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z M2.5 19c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5 M16 5.5a3.5 3.5 0 0 1 0 6.5 M18 14.5c2 .6 3.2 2 3.7 4.5",
  channel: "M4 10v4l3 .5L15 19V5L7 9.5z M18.5 9a4.5 4.5 0 0 1 0 6 M8 15l1.5 5",
  forum: "M4 5h12v9H9l-4 3.5V14H4z M19 9h1.5v9H19v3l-4-3h-4",
  smile: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z M8.5 14a4 4 0 0 0 7 0 M9 9.5h.01 M15 9.5h.01",
  more: "M6 12h.01 M12 12h.01 M18 12h.01",
};

/** Draws one of the page's icons; it says nothing to screen readers. */
export function icon(name) {
  const drawing = document.createElementNS(DRAWN, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  const line = document.createElementNS(DRAWN, "path");
  line.setAttribute("d", ICONS[name]);
  drawing.append(line);
  return drawing;
}

/** Makes a round button that shows only an icon. */
export function iconButton(name, label, onClick, attributes = {}) {
  const { class: look = "round", ...others } = attributes;
  return control(look, onClick, { "aria-label": label, title: label, ...others }, icon(name));
}

const HUES = 7;

/** Draws the coloured disc of a person or chat: its initials, or an icon. */
export function avatar(id, title, symbol = "") {
  const words = title.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const initials = words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
  return make(
    "span",
    { class: `avatar hue-${hue(id)}`, "aria-hidden": "true" },
    symbol ? icon(symbol) : initials,
  );
}

/** Draws the disc of the bot: the page's own mark. */
export function botMark() {
  return make("span", { class: "avatar bot-mark", "aria-hidden": "true" });
}

/** Tells which of the page's hues belongs to an id. */
export function hue(id) {
  return Math.abs(Number(id)) % HUES;
}
