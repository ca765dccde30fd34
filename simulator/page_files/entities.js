// Formatting: text and its entities (offsets in UTF-16 units, as JavaScript counts) become elements.

import { control, div, make, span } from "./element.js";

const PLAIN_TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  custom_emoji: "span",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|mailto|tel|tg):/i;

/**
 * Draws formatted text as a fragment.
 * `on` hears of commands (`command(words)`) and links (`link(address, event)`).
 */
export function formatted(text, entities, on) {
  const ordered = [...entities].sort((one, two) => one.offset - two.offset || two.length - one.length);
  return range(text, 0, text.length, ordered, on);
}

function range(text, start, end, entities, on) {
  const fragment = document.createDocumentFragment();
  let at = start;
  let follows = false;
  const words = (until) => {
    let piece = text.slice(at, until);
    if (follows && piece.startsWith("\n")) piece = piece.slice(1);
    if (piece) fragment.append(piece);
  };
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= at) continue;
    words(entity.offset);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    const content = range(text, entity.offset, stop, inner, on);
    fragment.append(element(entity, text.slice(entity.offset, stop), content, on));
    follows = BLOCKS.has(entity.type);
    at = stop;
  }
  words(end);
  return fragment;
}

function element(entity, words, content, on) {
  if (PLAIN_TAGS[entity.type]) return make(PLAIN_TAGS[entity.type], {}, content);
  switch (entity.type) {
    case "pre":
      return make("pre", { "data-language": entity.language }, make("code", {}, content));
    case "blockquote":
      return make("blockquote", {}, content);
    case "expandable_blockquote":
      return expandable(content);
    case "spoiler":
      return spoiler(content);
    case "text_link":
      return link(entity.url, content, on);
    case "url":
      return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, content, on);
    case "email":
      return link(`mailto:${words}`, content, on);
    case "phone_number":
      return link(`tel:${words}`, content, on);
    case "mention":
      return link(`https://t.me/${words.slice(1)}`, content, on);
    case "bot_command":
      return command(words, content, on);
    default:
      return span("tag", content);
  }
}

function link(address, content, on) {
  if (!SAFE.test(address)) return make("span", {}, content);
  return make(
    "a",
    {
      href: address,
      target: "_blank",
      rel: "noopener noreferrer",
      on: { click: (event) => on.link(address, event) },
    },
    content,
  );
}

function command(words, content, on) {
  return control("command", () => on.command(words), {}, content);
}

function spoiler(content) {
  const label = "Teks tersembunyi; tekan untuk membaca";
  const cover = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": label }, content);
  const press = (event) => {
    const isPressed = event.type === "click" || event.key === "Enter" || event.key === " ";
    if (!isPressed || cover.classList.contains("open")) return;
    event.preventDefault();
    event.stopPropagation();
    for (const other of cover.closest(".text").querySelectorAll(".spoiler")) uncover(other);
  };
  cover.addEventListener("click", press);
  cover.addEventListener("keydown", press);
  return cover;
}

function uncover(cover) {
  cover.classList.add("open");
  for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
}

function expandable(content) {
  const body = div("quote-body", content);
  const toggle = () => {
    const isOpen = quote.classList.toggle("open");
    more.setAttribute("aria-expanded", String(isOpen));
    more.textContent = isOpen ? "Ringkas" : "Selengkapnya";
  };
  const more = control("quote-more", toggle, { "aria-expanded": "false" }, "Selengkapnya");
  const quote = make("blockquote", { class: "expandable" }, body, more);
  const sizes = new ResizeObserver(() => {
    if (!quote.classList.contains("open")) more.hidden = body.scrollHeight <= body.clientHeight + 2; // all of it is seen
  });
  sizes.observe(body);
  return quote;
}

/** Writes an emoji as a picture also where fonts would take the plain sign, as for ❤. */
export function drawnEmoji(emoji) {
  return /^\p{Emoji_Presentation}|\uFE0F/u.test(emoji) ? emoji : `${emoji}\uFE0F`;
}

/** Tells whether a text is one to three emoji and nothing else: these are drawn large. */
export function isOnlyEmoji(text) {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u.test(text);
}
