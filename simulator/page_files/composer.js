// Where one writes: words, files, commands, answers and corrections.

import { Attachments } from "./attachments.js";
import { openMenu, toast } from "./dialogs.js";
import { control, div, icon, iconButton, make } from "./element.js";
import { Inline } from "./inline.js";
import { replyKeyboard } from "./keyboards.js";
import { sampleVoice } from "./samples.js";
import { Suggestions } from "./suggestions.js";
import { summary } from "./words.js";

/** The foot of a conversation. `on` does what was decided; `where()` tells {user, chat, bot, menu}. */
export class Composer {
  constructor(box, on, where) {
    Object.assign(this, { box, on, where, about: null });
    this.drafts = new Map();
    this.#build();
    this.suggestions = new Suggestions(this.offer, this.field);
    this.attachments = new Attachments(this.chips, () => this.#judge());
    this.inline = new Inline({
      suggestions: this.suggestions,
      where,
      onChosen: (send) => {
        this.#write("");
        return on.perform(send);
      },
      onStart: (word) => on.start(word),
    });
  }

  #build() {
    this.offer = make("div", { class: "suggestions", hidden: true });
    this.aboutBox = make("div", { class: "about", hidden: true });
    this.chips = make("ul", { class: "chips", "aria-label": "Berkas yang akan dikirim", hidden: true });
    this.field = make("textarea", {
      class: "field",
      rows: "1",
      placeholder: "Tulis pesan",
      "aria-label": "Tulis pesan",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": "suggestions",
      enterkeyhint: "send",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event), paste: (event) => this.#paste(event) },
    });
    const menuLook = { "aria-label": "Menu perintah" };
    this.menuButton = control("menu-button", () => this.#toggleMenu(), menuLook, icon("menu"), "Menu");
    this.attachButton = iconButton("attach", "Lampirkan", (event) => this.#attach(event), { "aria-haspopup": "menu" });
    this.sendButton = iconButton("send", "Kirim", () => this.#send(), { class: "round send" });
    this.picker = make("input", { type: "file", multiple: true, hidden: true, "data-picker": "files" });
    this.picker.addEventListener("change", () => this.#picked());
    this.row = div("write", this.menuButton, this.attachButton, this.field, this.sendButton, this.picker);
    this.instead = make("div", { class: "instead", hidden: true });
    this.keys = make("div", { class: "keys-place", hidden: true });
    this.box.replaceChildren(this.offer, this.aboutBox, this.chips, this.row, this.instead, this.keys);
  }

  /** Goes to another chat: the unsent words stay with theirs. */
  enter(key) {
    if (this.key) this.drafts.set(this.key, this.field.value);
    this.key = key;
    this.leaveAbout();
    this.attachments.clear();
    this.inline.stop();
    this.suggestions.hide();
    this.#write(this.drafts.get(key) ?? "");
  }

  /** Shows what may be done here: write, or the one thing instead of writing; and the reply keyboard. */
  allow({ hasMenu, instead, keyboard }) {
    this.menuButton.hidden = !hasMenu;
    this.row.hidden = Boolean(instead);
    this.instead.hidden = !instead;
    const sign = instead ? `${instead.words}|${instead.isButton}` : "";
    if (this.sign !== sign) {
      this.sign = sign;
      this.instead.replaceChildren(...(instead ? [this.#insteadOf(instead)] : []));
    }
    const keyId = keyboard && !instead ? `${this.key}.${keyboard.message_id}` : "";
    this.field.placeholder = (keyId && keyboard.placeholder) || "Tulis pesan";
    if (this.keyId !== keyId) {
      this.keyId = keyId;
      this.keys.hidden = !keyId || !keyboard.rows.length;
      this.keys.replaceChildren(...(keyId ? [replyKeyboard(keyboard.rows, (label) => this.#press(label, keyboard))] : []));
    }
  }

  #press(label, keyboard) {
    if (keyboard.is_one_time) this.keys.hidden = true;
    this.on.say(label);
  }

  #insteadOf({ words, isButton, chosen }) {
    return isButton ? control("solid wide", chosen, {}, words) : make("p", {}, words);
  }

  /** Begins an answer to a message. */
  reply(view) {
    this.about = { kind: "reply", view };
    this.#showAbout("reply", `Membalas ${view.from}`, summary(view));
  }

  /** Begins the correction of one's own message. */
  correct(view, words = view.text) {
    this.about = { kind: "edit", view };
    this.#showAbout("edit", "Mengubah pesan", summary(view));
    this.#write(words);
  }

  /** Leaves answer or correction; says whether there was one. */
  leaveAbout() {
    if (!this.about) return false;
    if (this.about.kind === "edit") this.#write("");
    this.about = null;
    this.aboutBox.hidden = true;
    this.aboutBox.replaceChildren();
    return true;
  }

  #showAbout(symbol, title, words) {
    this.aboutBox.replaceChildren(
      icon(symbol),
      div("about-words", make("b", {}, title), make("span", {}, words)),
      iconButton("close", "Batal", () => this.leaveAbout()),
    );
    this.aboutBox.hidden = false;
    this.field.focus();
  }

  /** Puts words into the field, as if typed. */
  prefill(words) {
    this.#write(words);
    this.field.focus();
    this.#typed();
  }

  /** Takes files that were dropped or pasted. */
  addFiles(files, options) {
    for (const name of this.attachments.add(files, options)) toast(`${name} terlalu besar: paling besar 20 MB`, "grave");
    this.field.focus();
  }

  #write(words) {
    this.field.value = words;
    this.#judge();
  }

  #judge() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 180)}px`;
    const isReady = Boolean(this.field.value.trim() || this.attachments?.list.length);
    this.sendButton.classList.toggle("ready", isReady);
  }

  #typed() {
    this.#judge();
    const words = this.field.value;
    const { bot } = this.where();
    const name = `@${bot.username} `;
    if (words.toLowerCase().startsWith(name.toLowerCase())) return this.inline.hear(words.slice(name.length));
    this.inline.stop();
    if (/^\/\w*$/.test(words)) return this.#offerCommands(words.slice(1).toLowerCase());
    if (/^@\w*$/.test(words) && name.startsWith(words)) return this.#offerBot(name);
    return this.suggestions.hide();
  }

  #offerCommands(start) {
    const entries = this.where()
      .menu.filter(({ command }) => command.startsWith(start))
      .map(({ command, description }) => ({
        title: `/${command}`,
        words: description,
        chosen: () => {
          this.suggestions.hide();
          this.#write("");
          this.on.say(`/${command}`);
        },
      }));
    if (entries.length) this.suggestions.show("Perintah", entries);
    else this.suggestions.hide();
  }

  #offerBot(name) {
    const chosen = () => this.prefill(name);
    this.suggestions.show("Bot", [{ title: name.trim(), words: "cari tulisan, kirim ke obrolan mana pun", chosen }]);
  }

  #toggleMenu() {
    const wasOpen = this.suggestions.isOpen;
    this.suggestions.hide();
    if (!wasOpen) this.#offerCommands("");
    this.field.focus();
  }

  #key(event) {
    if (this.suggestions.take(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.leaveAbout()) {
      event.stopPropagation();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.on.correctLast();
    }
  }

  #paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.addFiles(files);
  }

  #attach(event) {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const pick = (accept, asDocuments) => () => {
      this.picker.accept = accept;
      this.asDocuments = asDocuments;
      this.picker.click();
    };
    const sample = (kind) => () => this.on.send([[{ kind }]], null);
    openMenu({
      x: left,
      y: top - 8,
      isUpward: true,
      label: "Lampirkan",
      entries: [
        { name: "Foto atau video", icon: "photo", chosen: pick("image/*,video/*", false) },
        { name: "Dokumen", icon: "file", chosen: pick("", true) },
        { name: "Pesan suara (contoh)", icon: "mic", chosen: () => this.on.send([[sampleVoice()]], null) },
        { name: "Lokasi (contoh)", icon: "place", chosen: sample("location") },
        { name: "Kontak (contoh)", icon: "person", chosen: sample("contact") },
        { name: "Stiker (contoh)", icon: "smile", chosen: sample("sticker") },
      ],
    });
  }

  #picked() {
    this.addFiles([...this.picker.files], { asDocuments: this.asDocuments });
    this.picker.value = "";
  }

  async #send() {
    const words = this.field.value.trim();
    const { about, key } = this;
    const files = this.attachments.list;
    if (!words && !files.length) return;
    this.about = null;
    this.aboutBox.hidden = true;
    this.suggestions.hide();
    this.inline.stop();
    this.#write("");
    const isSent = await this.#hand(words, about);
    if (isSent) return; // nothing that was written is lost
    const before = this.key === key ? this.field.value : this.drafts.get(key);
    const unsent = [words, before].filter(Boolean).join("\n");
    if (this.key !== key) {
      this.drafts.set(key, unsent);
      return;
    }
    this.#write(unsent);
    this.attachments.restore([...new Set([...files, ...this.attachments.list])]);
    if (before) return;
    if (about?.kind === "reply") this.reply(about.view);
    if (about?.kind === "edit") this.correct(about.view, words);
  }

  async #hand(words, about) {
    const replyTo = about?.kind === "reply" ? about.view : null;
    if (about?.kind === "edit") return this.on.edit(about.view, words);
    if (this.attachments.list.length) return this.on.send(await this.attachments.take(words), replyTo);
    return this.on.say(words, replyTo);
  }
}
