// What one does in the open conversation: every deed is one operation of the simulator.

import { Away, call, Refusal } from "./api.js";
import { confirm, toast } from "./dialogs.js";
import { inside } from "./links.js";
import { go } from "./place.js";

const PATIENCE = 15_000; // milliseconds a tapped button waits for its answer

/** The deeds of whoever one is, where one is. */
export class Deeds {
  constructor(talk) {
    this.talk = talk;
    this.waiting = new Map(); // query id → the button that waits
  }

  get #here() {
    const { me, chat, topic } = this.talk;
    return { user: me.id, chat: chat.id, ...(chat.kind === "forum" ? { thread: topic } : {}) };
  }

  /** Does something, and says so when it cannot be done; tells whether it was. */
  async perform(deed) {
    try {
      await deed();
    } catch (error) {
      complain(error);
      return false;
    }
    this.talk.toEnd();
    return true;
  }

  say(words, replyTo = null) {
    return this.perform(() => call("say", { ...this.#here, text: words, ...replying(replyTo) }));
  }

  send(piles, replyTo) {
    return this.perform(async () => {
      for (const parts of piles) {
        if (parts.length > 1) await call("send_album", { ...this.#here, parts, ...replying(replyTo) });
        else await call("send", { ...this.#here, ...parts[0], ...replying(replyTo) });
      }
    });
  }

  edit(view, words) {
    return this.perform(() => call("edit", { ...this.#at(view), text: words }));
  }

  react(view, emoji) {
    return this.#quietly(() => call("react", { ...this.#at(view), emoji }));
  }

  async remove(view) {
    const isSure = await confirm("Hapus pesan?", "Pesan ini hilang bagi semua orang di obrolan ini.", "Hapus", { isGrave: true });
    if (isSure) await this.#quietly(() => call("delete", this.#at(view)));
  }

  async copy(words) {
    try {
      await navigator.clipboard.writeText(words); // not there away from localhost, or not allowed
      toast("Disalin");
    } catch {
      toast("Peramban ini tidak mengizinkan penyalinan.", "grave");
    }
  }

  /** Presses a button under a message. */
  tap(view, button, element) {
    if (button.copy) return this.copy(button.copy);
    if (button.inline) return this.talk.prefill(`@${this.talk.bot.username} ${button.inline.query}`);
    if (!button.data) return toast("Tombol ini hanya ada di aplikasi Telegram.");
    return this.#quietly(async () => {
      element.classList.add("busy");
      element.setAttribute("aria-busy", "true");
      const { query_id } = await call("tap", { ...this.#at(view), data: button.data });
      this.waiting.set(query_id, element);
      setTimeout(() => this.answered(query_id), PATIENCE);
    });
  }

  /** Lets a tapped button rest: its answer came. */
  answered(queryId) {
    const element = this.waiting.get(queryId);
    this.waiting.delete(queryId);
    element?.classList.remove("busy");
    element?.removeAttribute("aria-busy");
  }

  /** Follows a link; what leads into Telegram stays on this page. */
  link(address, event) {
    const found = inside(address, this.talk.bot.username);
    if (!found) return;
    event?.preventDefault();
    if (found.start) this.start(found.start);
    else if (found.start === "") go({ as: this.talk.me.id, chat: this.talk.me.id });
    else if (found.chat) this.talk.visit(found);
    else toast("Tautan ini hanya terbuka di aplikasi Telegram.");
  }

  /** Opens the private chat and begins there, perhaps with the word of a link. */
  start(word = "") {
    const { id } = this.talk.me;
    go({ as: id, chat: id });
    return this.perform(() => call("say", { user: id, text: `/start ${word}`.trim() }));
  }

  command(words) {
    return this.say(words);
  }

  unblock() {
    return this.perform(() => call("unblock", { user: this.talk.me.id }));
  }

  jump(messageId) {
    if (!this.talk.reveal(messageId)) toast("Pesan itu tidak ada lagi.");
  }

  #at(view) {
    return { user: this.talk.me.id, chat: view.chat_id, message_id: view.message_id };
  }

  async #quietly(deed) {
    try {
      await deed();
    } catch (error) {
      complain(error);
    }
  }
}

function replying(view) {
  return view ? { reply_to: view.message_id } : {};
}

/** Tells somebody that a deed was not possible. */
export function complain(error) {
  if (error instanceof Refusal) toast("Itu tidak dapat dilakukan di sini.", "grave");
  else if (error instanceof Away) toast("Belum terkirim: simulator tidak tersambung.", "grave");
  else throw error;
}
