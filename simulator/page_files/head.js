// What stands around the messages: title and topics, the pinned message, and what replaces the field.

import { walkWithArrows } from "./arrows.js";
import { chatAvatar, unreadBadge } from "./chats.js";
import { div, icon, iconButton, make, part, span } from "./element.js";
import { address, go } from "./place.js";
import { refill } from "./refill.js";
import { summary } from "./words.js";

const GENERAL = 1;

/** The head of a conversation. */
export class Head {
  constructor(onPanel) {
    this.onPanel = onPanel;
    this.about = make("p", { class: "head-about", "aria-live": "polite" });
    const topics = part("topics");
    walkWithArrows(topics, "[data-topic]");
    topics.addEventListener("wheel", (event) => topics.scrollBy({ left: event.deltaY }), { passive: true });
  }

  /** Draws it for the open chat. */
  draw(talk) {
    this.#drawTitle(talk);
    this.#drawTopics(talk);
    this.#drawPinned(talk);
  }

  #drawTitle({ me, chat, action }) {
    const words = action ? actionWords(action) : aboutOf(chat);
    if (this.about.textContent !== words) this.about.textContent = words;
    this.about.classList.toggle("active", Boolean(action));
    const sign = `${me.id}|${chat.id}|${chat.title}`;
    if (this.sign === sign) return;
    this.sign = sign;
    const toPanel = { class: "round panel-toggle", "aria-controls": "panel" };
    part("head").replaceChildren(
      iconButton("back", "Kembali ke daftar obrolan", () => go({ as: me.id }), { class: "round back" }),
      chatAvatar(chat),
      div("head-words", make("h2", { class: "head-title" }, chat.title), this.about),
      iconButton("panel", "Panel demo", this.onPanel, toPanel),
    );
  }

  #drawTopics({ me, chat, topic, key }) {
    const box = part("topics");
    box.hidden = chat.kind !== "forum";
    const href = (one) => address({ as: me.id, chat: chat.id, topic: one.thread });
    refill(box, chat.topics.map((one) => tab(one, one.thread === topic, href(one))), "topic");
    const chosen = box.querySelector("[aria-selected=true]");
    if (this.key !== key) chosen?.scrollIntoView({ block: "nearest", inline: "center" });
    this.key = key;
  }

  #drawPinned(talk) {
    const pinned = talk.chat.pinned.map((id) => talk.messages.get(id));
    const view = pinned.filter((one) => one && talk.shows(one)).at(-1);
    const box = part("pinned");
    box.hidden = !view;
    if (!view) return;
    box.dataset.message = view.message_id;
    const words = span("pinned-words", make("b", {}, "Pesan tersemat"), make("span", {}, summary(view)));
    box.replaceChildren(icon("pin"), words);
  }
}

function tab(topic, isChosen, href) {
  const dot = make("i", { class: "topic-dot", "aria-hidden": "true" });
  dot.style.backgroundColor = topic.icon_color;
  return make(
    "a",
    { class: "topic", role: "tab", href, "data-topic": topic.thread, "aria-selected": String(isChosen) },
    topic.thread === GENERAL ? "#" : dot,
    make("span", {}, topic.name),
    topic.unread && !isChosen ? unreadBadge(topic.unread) : null,
  );
}

function aboutOf(chat) {
  if (chat.kind === "private") return "bot";
  if (chat.kind === "channel") return `kanal · ${chat.members} pelanggan`;
  return `${chat.kind === "forum" ? "forum" : "grup"} · ${chat.members} anggota`;
}

const ACTIONS = {
  upload_document: "mengirim dokumen…",
  upload_photo: "mengirim foto…",
  record_voice: "merekam suara…",
};

function actionWords(action) {
  return ACTIONS[action] ?? "mengetik…";
}

/** Tells what stands where one would write: a button, or the reason why one cannot; null lets one write. */
export function insteadOfWriting({ chat, topic, deeds }) {
  const button = (words, chosen) => ({ words, isButton: true, chosen });
  if (chat.is_blocked) return button("Buka blokir bot", () => deeds.unblock());
  if (!chat.is_started) return button("Mulai", () => deeds.start());
  const open = chat.topics.find((one) => one.thread === topic);
  if (open && !open.is_writable) return { words: "Topik ini ditutup." };
  if (chat.is_writable) return null;
  return { words: chat.kind === "channel" ? "Hanya pengurus yang menulis di kanal ini." : "Anda tidak dapat menulis di sini." };
}
