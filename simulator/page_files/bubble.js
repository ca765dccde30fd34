// One message on the screen: who, what, when, and what can be tapped.

import { drawnEmoji, formatted, isOnlyEmoji } from "./entities.js";
import { avatar, botMark, control, div, hue, icon, make, span } from "./element.js";
import { inlineKeyboard } from "./keyboards.js";
import { album, media } from "./media.js";
import { day, hour, kind as kindName, moment, summary } from "./words.js";

/** Draws the line that tells a new day. */
export function daySeparator(at) {
  return make("div", { class: "day", "data-day": day(at) }, make("span", {}, day(at)));
}

/** Draws the words of something that happened: somebody joined, a topic began. */
export function serviceLine(view) {
  return make("div", { class: "service", "data-message-id": view.message_id }, make("span", {}, view.service));
}

/** Draws a message, or the messages of one album, as an item of the log. */
export function bubble(views, { chat, bot, find, on }) {
  const view = views.find((one) => one.text) ?? views[0];
  const isMine = view.is_own && chat.kind !== "channel";
  const isFaced = !isMine && chat.kind !== "private";
  const isLarge = view.kind === "text" && !view.entities.length && isOnlyEmoji(view.text);
  const body = make(
    "article",
    { class: isLarge ? "bubble large" : "bubble", tabindex: "-1", "aria-label": spoken(view, isMine) },
    isFaced ? sender(view) : null,
    view.via ? make("p", { class: "via" }, `lewat @${view.via}`) : null,
    quote(view, find, on),
    views.length > 1 ? album(views) : media(view),
    words(view, on),
    foot(view, isMine, on),
  );
  const whole = div("column", body, view.buttons.length ? inlineKeyboard(view, on) : null);
  const face = view.from_id === bot.id ? botMark() : avatar(view.from_id, view.from);
  const kinds = [isMine ? "mine" : "theirs", isPicture(view) ? "pictured" : "", view.buttons.length ? "keyed" : ""];
  return make(
    "div",
    {
      class: `item ${kinds.filter(Boolean).join(" ")}`,
      "data-message-id": views[0].message_id,
      "data-from": view.from,
      "aria-live": isMine ? "off" : null, // one knows what one wrote, also when its tick changes
    },
    isFaced ? div("face", face) : null,
    whole,
    control("more", null, { tabindex: "-1", "aria-label": "Pilihan pesan", "aria-haspopup": "menu" }, icon("more")),
  );
}

function isPicture(view) {
  return ["photo", "video", "animation"].includes(view.kind);
}

function spoken(view, isMine) {
  return `${isMine ? "Anda" : view.from}, pukul ${hour(moment(view.date))}: ${summary(view)}`;
}

function sender(view) {
  return make("p", { class: `sender hue-${hue(view.from_id)}` }, view.from);
}

function quote(view, find, on) {
  if (!view.reply_to) return null;
  const replied = find(view.reply_to);
  const given = view.reply_quote;
  const from = given.from;
  const text = given.is_deleted ? "Pesan sudah dihapus" : given.text || (replied ? summary(replied) : kindName(given.kind));
  return control(
    "quoted",
    () => on.jump(view.reply_to),
    { "aria-label": `Balasan untuk ${from}: ${text}` },
    span("quoted-from", from),
    span("quoted-text", text),
  );
}

function words(view, on) {
  if (!view.text) return null;
  return make("div", { class: "text", dir: "auto" }, formatted(view.text, view.entities, on));
}

function foot(view, isMine, on) {
  return make(
    "footer",
    { class: "foot" },
    reactions(view, on),
    span(
      "meta",
      view.is_pinned ? icon("pin") : null,
      view.is_edited ? make("span", {}, "diubah") : null,
      make("time", { datetime: moment(view.date).toISOString() }, hour(moment(view.date))),
      isMine ? ticks(view) : null,
    ),
  );
}

function ticks(view) {
  const isRead = view.is_read;
  if (!isRead) return make("span", { class: "ticks", role: "img", "aria-label": "terkirim" }, icon("sent"));
  return make("span", { class: "ticks read", role: "img", "aria-label": "dibaca" }, icon("read"));
}

function reactions(view, on) {
  const given = view.reactions;
  if (!given.length) return null;
  const pill = (one) =>
    control(
      one.is_own ? "reaction chosen" : "reaction",
      () => on.react(view, one.is_own ? "" : one.emoji),
      { "aria-pressed": String(one.is_own), "aria-label": `${one.emoji}, ${one.count}` },
      `${drawnEmoji(one.emoji)} ${one.count}`,
    );
  return span("reactions", given.map(pill));
}
