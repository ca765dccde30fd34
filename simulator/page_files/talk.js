// The open conversation: its head, topics, messages and what one may write.

import { call } from "./api.js";
import { openBubbleMenu, walkBubbles } from "./bubble_menu.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { icon, make, part } from "./element.js";
import { Head, insteadOfWriting } from "./head.js";
import { Log } from "./log.js";
import { go } from "./place.js";

const GENERAL = 1;

/** One conversation at a time. */
export class Talk {
  constructor({ bot, onPanel }) {
    Object.assign(this, { bot, action: "", me: null, chat: null, topic: null, messages: new Map(), since: 0, fresh: 0 });
    this.deeds = new Deeds(this);
    this.head = new Head(onPanel);
    this.log = new Log(part("scroll"), part("log"));
    this.log.onMove = () => this.#moved();
    this.composer = new Composer(part("composer"), this.#writing(), () => this.#where());
    part("newest").append(icon("down"));
    part("newest").addEventListener("click", () => this.log.toEnd({ isSmooth: true }));
    part("pinned").addEventListener("click", () => this.reveal(Number(part("pinned").dataset.message)));
    this.#listen();
  }

  /** Opens a chat, or none. */
  async open(me, chat, topic) {
    const key = chat ? `${me.id}.${chat.id}.${topic ?? ""}` : "";
    Object.assign(this, { me, chat, topic, fresh: 0 });
    part("talk").classList.toggle("empty", !chat);
    if (key === this.key) return;
    this.key = key;
    this.action = "";
    this.messages.clear();
    this.log.clear();
    if (!chat) return;
    part("blank").hidden = true;
    this.composer.enter(key);
    this.drawAround();
    part("log").setAttribute("aria-busy", "true");
    try {
      this.since = await call("version");
      const views = await call("transcript", { user: me.id, chat: chat.id });
      if (key !== this.key) return;
      this.#take(views);
    } catch (error) {
      if (key === this.key) this.key = ""; // another try finds it unopened
      throw error;
    }
    this.#show({ isFirst: true });
    part("log").removeAttribute("aria-busy");
    await this.#read();
    if (this.wanted) this.reveal(this.wanted);
    this.wanted = null;
  }

  /** Draws what happened since the last look. */
  async refresh(version) {
    const { key, chat, me } = this;
    if (!chat) return;
    const [views, typing] = await Promise.all([
      call("changed", { user: me.id, chat: chat.id, since: this.since, marks: true }),
      call("typing", { user: me.id, chat: chat.id, thread: this.topic }),
      this.composer.inline.refresh(),
    ]);
    if (key !== this.key) return;
    this.since = version;
    this.#showTyping(typing);
    if (!views.length) return;
    const known = this.messages.size;
    const wasAtEnd = this.log.isAtEnd;
    this.#take(views);
    this.#show();
    if (!wasAtEnd && this.messages.size > known) this.fresh += this.messages.size - known;
    this.#moved();
    await this.#read();
  }

  /** Draws head, topics, pinned message and what may be written, from the newest list of chats. */
  drawAround(chat = this.chat) {
    this.chat = chat;
    if (!chat) return;
    this.head.draw(this);
    const hasMenu = chat.kind === "private" && chat.menu.length > 0;
    this.composer.allow({ hasMenu, instead: insteadOfWriting(this), keyboard: chat.keyboard });
  }

  /** Tells whether a message stands in the open topic. */
  shows(view) {
    return this.topic === null || (view.thread || GENERAL) === this.topic;
  }

  toEnd() {
    this.log.toEnd();
  }

  prefill(words) {
    this.composer.prefill(words);
  }

  reveal(messageId) {
    return this.log.reveal(messageId);
  }

  /** Goes to a post in some chat. */
  visit({ chat, message, topic }) {
    if (chat === this.chat.id && (topic === null || topic === this.topic)) return this.reveal(message);
    this.wanted = message;
    return go({ as: this.me.id, chat, topic });
  }

  #writing() {
    const { deeds } = this;
    return {
      say: (words, replyTo) => deeds.say(words, replyTo),
      send: (piles, replyTo) => deeds.send(piles, replyTo),
      edit: (view, words) => deeds.edit(view, words),
      perform: (deed) => deeds.perform(deed),
      start: (word) => deeds.start(word),
      correctLast: () => {
        const own = [...this.messages.values()].filter((view) => view.may_edit && view.text);
        if (own.length) this.composer.correct(own.at(-1));
      },
    };
  }

  #where() {
    return { user: this.me.id, chat: this.chat.id, bot: this.bot, menu: this.chat.menu };
  }

  #take(views) {
    for (const view of views) {
      if (view.is_deleted) this.messages.delete(view.message_id);
      else this.messages.set(view.message_id, view);
    }
  }

  #show(options) {
    const ordered = [...this.messages.values()].sort((one, two) => one.message_id - two.message_id);
    const find = (id) => this.messages.get(id) ?? null;
    this.log.show(ordered.filter((view) => this.shows(view)), { chat: this.chat, bot: this.bot, find, on: this.deeds }, options);
    this.#showBlank();
    this.head.draw(this);
  }

  #showBlank() {
    const isBlank = !this.log.last?.messages.length;
    part("log").classList.toggle("blank", isBlank);
    part("blank").hidden = !isBlank;
    if (!isBlank) return;
    const isBot = this.chat.kind === "private";
    part("blank").replaceChildren(
      make("h3", {}, isBot ? "Apa yang dapat dilakukan bot ini?" : "Belum ada pesan"),
      make("p", {}, this.chat.about || (isBot ? "Tekan Mulai untuk menyapa bot." : "Pesan pertama akan tampak di sini.")),
    );
  }

  async #read() {
    const newest = this.log.last?.messages.at(-1);
    if (!newest || document.visibilityState !== "visible" || !this.log.isAtEnd) return;
    const place = `${this.key}:${newest.message_id}`;
    if (place === this.readUntil) return;
    this.readUntil = place;
    const told = call("read", { user: this.me.id, chat: this.chat.id, message_id: newest.message_id });
    await told.catch(() => (this.readUntil = "")); // the next look tells it
  }

  #moved() {
    if (this.log.isAtEnd) this.fresh = 0;
    const button = part("newest");
    button.hidden = this.log.isAtEnd;
    button.dataset.count = this.fresh || "";
    button.setAttribute("aria-label", this.fresh ? `Ke pesan terbaru, ${this.fresh} baru` : "Ke pesan terbaru");
    if (this.log.isAtEnd && this.chat) this.#read();
  }

  #showTyping(typing) {
    clearTimeout(this.typingTimer);
    this.action = typing?.action ?? "";
    if (this.action) this.typingTimer = setTimeout(() => this.#showTyping(null), typing.seconds * 1000);
    this.head.draw(this);
  }

  #typedAnywhere(event) {
    if (this.chat && isForWriting(event)) this.composer.field.focus(); // the letter goes where it can be written
  }

  #listen() {
    const list = part("log");
    list.addEventListener("contextmenu", (event) => openBubbleMenu(event, this));
    list.addEventListener("click", (event) => event.target.closest(".more") && openBubbleMenu(event, this));
    list.addEventListener("keydown", (event) => walkBubbles(event, this));
    const talk = part("talk");
    talk.addEventListener("dragover", (event) => {
      event.preventDefault();
      talk.classList.add("dropping");
    });
    talk.addEventListener("dragleave", (event) => event.target === talk && talk.classList.remove("dropping"));
    talk.addEventListener("drop", (event) => {
      event.preventDefault();
      talk.classList.remove("dropping");
      if (this.chat?.is_writable) this.composer.addFiles([...event.dataTransfer.files]);
    });
    document.addEventListener("keydown", (event) => this.#typedAnywhere(event));
    document.addEventListener("visibilitychange", () => this.chat && this.#read());
  }
}

function isForWriting({ target, key, ctrlKey, metaKey, altKey }) {
  const isLetter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
  return isLetter && !target.closest("input, textarea, dialog, .menu, .panel");
}
