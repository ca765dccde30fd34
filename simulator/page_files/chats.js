// The left side: who one may be, and that person's chats.

import { walkWithArrows } from "./arrows.js";
import { avatar, botMark, div, iconButton, make, part, span } from "./element.js";
import { address } from "./place.js";
import { refill } from "./refill.js";
import { moment, near, summary } from "./words.js";

const SYMBOLS = { group: "people", supergroup: "people", forum: "forum", channel: "channel" };

/** Lets the keyboard walk through people and chats. */
export function listenToKeys() {
  walkWithArrows(part("people"), "[data-person]");
  walkWithArrows(part("chats"), "[data-chat]");
}

/** Draws the people one may be; each is a link, so that it opens in another window too. */
export function drawPeople(cast, me, unread) {
  const items = cast.map((person) => {
    const news = person.id === me?.id ? 0 : unread.get(person.id) ?? 0;
    const spoken = [person.name, person.role, person.about].filter(Boolean).join(", ");
    return make(
      "li",
      {},
      make(
        "a",
        {
          class: "person",
          href: address({ as: person.id, chat: innerWidth > 720 ? person.id : null }),
          "data-person": person.id,
          "aria-current": person.id === me?.id ? "true" : null,
          "aria-label": news ? `${spoken}, ${news} pesan baru` : spoken,
          title: `${spoken}\nCtrl+klik membuka jendela lain`,
        },
        avatar(person.id, person.name),
        news ? make("span", { class: "badge", "aria-hidden": "true" }, shownCount(news)) : null,
        span("person-name", person.name.split(" ")[0]),
        span("person-role", person.role),
      ),
    );
  });
  refill(part("people"), items, "person");
}

/** Draws who one is, above the chats. */
export function drawWho(me, onWindow) {
  part("who").replaceChildren(
    div(
      "who-words",
      make("h1", { class: "who-name" }, me.name),
      make("p", { class: "who-role" }, [me.role, me.about].filter(Boolean).join(" · ")),
    ),
    iconButton("window", "Buka jendela lain", onWindow),
  );
}

/** Draws the chats of a person, the newest first. */
export function drawChats(chats, { me, openId, now }) {
  const items = chats.map((chat) => make("li", {}, row(chat, { me, openId, now })));
  refill(part("chats"), items, "chat");
}

/** Draws how many messages are not read. */
export function unreadBadge(count) {
  return make("span", { class: "badge", role: "img", "aria-label": `${count} belum dibaca` }, shownCount(count));
}

function shownCount(count) {
  return count > 99 ? "99+" : String(count);
}

function row(chat, { me, openId, now }) {
  const { last } = chat;
  return make(
    "a",
    {
      class: "chat",
      href: address({ as: me.id, chat: chat.id }),
      "data-chat": chat.id,
      "aria-current": chat.id === openId ? "page" : null,
    },
    chatAvatar(chat),
    span(
      "chat-words",
      span(
        "chat-line",
        span("chat-title", chat.title),
        last ? make("time", { class: "chat-time" }, near(moment(last.date), now)) : null,
      ),
      span(
        "chat-line",
        span("chat-last", preview(chat, me)),
        chat.unread ? unreadBadge(chat.unread) : null,
      ),
    ),
  );
}

function preview(chat, me) {
  const { last } = chat;
  if (!last) return [chat.kind === "private" ? "Belum ada percakapan" : "Belum ada pesan"];
  if (last.service) return [last.service];
  const who = last.from_id === me.id ? "Anda" : last.from;
  const isNamed = last.from_id === me.id || !["private", "channel"].includes(chat.kind);
  return isNamed ? [make("b", {}, `${who.split(" ")[0]}: `), summary(last)] : [summary(last)];
}

/** Draws the disc of a chat; the bot's own has the page's mark. */
export function chatAvatar(chat) {
  if (chat.kind !== "private") return avatar(chat.id, chat.title, SYMBOLS[chat.kind] ?? "");
  return botMark();
}
