// What a message holds besides words: pictures, films, sound, documents, places, cards.

import { showPicture } from "./dialogs.js";
import { control, div, icon, make, span } from "./element.js";
import { voice } from "./voice.js";
import { kind as nameOf, length, size } from "./words.js";

const WIDEST = 480; // pixels; known before the picture comes, so that nothing jumps
const HIGHEST = 380;

const DRAWERS = {
  photo: picture,
  sticker,
  video: film,
  animation: film,
  video_note: film,
  voice: (view) => voice(view.file, false),
  audio: (view) => voice(view.file, true),
  document: sheet,
};

/** Draws the content of a message that is not text, or null. */
export function media(view) {
  if (view.kind === "text" || view.service) return null;
  const draw = DRAWERS[view.kind];
  if (draw && view.file) return draw(view);
  return card(view);
}

/** Draws the parts of an album: pictures and films as a grid, the rest as a pile. */
export function album(views) {
  const isGrid = views.every((view) => view.kind === "photo" || view.kind === "video");
  const parts = views.map((view) => make("div", { class: "part", "data-message-id": view.message_id }, media(view)));
  return make("div", { class: isGrid ? `grid grid-${Math.min(views.length, 10)}` : "pile" }, parts);
}

function picture(view) {
  const words = view.text ? `Foto: ${view.text}` : "Foto";
  const wide = view.file.width || 640;
  const high = view.file.height || 480;
  const scale = Math.min(1, WIDEST / wide, HIGHEST / high);
  const image = make("img", {
    src: view.file.url,
    alt: words,
    width: Math.round(wide * scale),
    height: Math.round(high * scale),
    loading: "lazy",
    decoding: "async",
  });
  const frame = control(
    "photo",
    () => showPicture(view.file.url, words),
    { "aria-label": `${words}; perbesar` },
    image,
  );
  image.addEventListener("error", () => {
    frame.replaceChildren(icon("photo"), make("span", {}, "Foto"));
    frame.classList.add("absent");
    frame.disabled = true;
  });
  return frame;
}

function sticker(view) {
  const image = make("img", { class: "sticker", src: view.file.url, alt: "Stiker", width: 160, height: 160 });
  const instead = make("span", { class: "sticker-word", role: "img", "aria-label": "Stiker" }, "👍");
  image.addEventListener("error", () => image.replaceWith(instead));
  return image;
}

function film(view) {
  const isRound = view.kind === "video_note";
  const isLoop = view.kind === "animation";
  const player = make("video", {
    class: isRound ? "film round-film" : "film",
    src: view.file.url,
    preload: "metadata",
    controls: !isLoop,
    loop: isLoop,
    playsinline: true,
    "aria-label": nameOf(view.kind),
  });
  player.addEventListener("error", () => player.replaceWith(still(view, isRound)));
  return player;
}

function still(view, isRound) {
  const lasts = view.file.duration ? length(view.file.duration) : "";
  return make(
    "div",
    { class: isRound ? "still round-film" : "still", role: "img", "aria-label": `${nameOf(view.kind)} ${lasts}`.trim() },
    span("still-play", icon("play")),
    lasts ? span("still-length", lasts) : null,
  );
}

function sheet(view) {
  const name = view.file.name || "dokumen";
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "";
  return make(
    "a",
    { class: "sheet", href: view.file.url, download: name, "aria-label": `Unduh ${name}, ${size(view.file.size)}` },
    span("sheet-icon", ending || icon("file")),
    twoLines(name, size(view.file.size)),
  );
}

function twoLines(title, detail) {
  return span("sheet-words", span("sheet-name", title), detail ? span("sheet-size", detail) : null);
}

const CARD_ICONS = { location: "place", venue: "place", contact: "person", poll: "menu", dice: "smile" };

function card(view) {
  if (view.kind === "dice") return span("sticker-word", view.content.emoji);
  const [title, detail] = cardWords(view);
  return div(
    "card",
    span("card-icon", icon(CARD_ICONS[view.kind] ?? "file")),
    twoLines(title, detail),
  );
}

function cardWords({ kind, content }) {
  if (kind === "contact") return [[content.first_name, content.last_name].filter(Boolean).join(" "), content.phone_number];
  if (kind === "location") return [nameOf(kind), `${content.latitude}, ${content.longitude}`];
  if (kind === "venue") return [content.title, content.address];
  if (kind === "poll") return [content.question, content.options.map((option) => option.text).join(" · ")];
  return [nameOf(kind), ""];
}
