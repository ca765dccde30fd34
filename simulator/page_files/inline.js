// Inline mode: words behind the bot's name ask it, and what it lists can be sent from any chat.

import { Away, call, Refusal } from "./api.js";
import { control } from "./element.js";

const THINKING = 350; // milliseconds without typing before the bot is asked

/** Asks the bot while somebody types behind its name. */
export class Inline {
  constructor({ suggestions, where, onChosen, onStart }) {
    Object.assign(this, { suggestions, where, onChosen, onStart });
    this.#forget();
  }

  #forget() {
    clearTimeout(this.timer);
    this.words = null;
    this.query = null;
    this.results = [];
    this.next = "";
  }

  /** Stops asking. */
  stop() {
    if (this.words !== null) this.suggestions.hide();
    this.#forget();
  }

  /** Hears the words behind the name. */
  hear(words) {
    if (words === this.words) return;
    this.#forget();
    this.words = words;
    this.suggestions.show("Hasil pencarian bot", [], { note: "Mencari…" });
    this.timer = setTimeout(() => this.#ask(""), THINKING);
  }

  async #ask(offset) {
    const { words } = this;
    const { user, chat } = this.where();
    try {
      const query = await call("ask_inline", { user, text: words, offset, chat });
      if (words !== this.words) return;
      this.query = query;
      await this.refresh();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Away)) throw error;
      this.suggestions.show("Hasil pencarian bot", [], { note: "Bot tidak dapat ditanyai dari sini." });
    }
  }

  /** Looks whether the bot has answered; called whenever something happened. */
  async refresh() {
    if (this.query === null) return;
    const { query } = this;
    const answer = await call("inline_answer", { query_id: query });
    if (answer === null || query !== this.query) return;
    this.query = null;
    this.results.push(...answer.results.map((result) => ({ ...result, query })));
    this.next = answer.next_offset;
    this.#show(answer.button);
  }

  #show(button) {
    const entries = this.results.map((result) => ({
      mark: result.title.slice(0, 1),
      title: result.title,
      words: result.description,
      chosen: () => this.#choose(result),
    }));
    const start = () => this.onStart(button.start_parameter ?? "");
    const extra = button ? control("suggestion-button", start, {}, button.text) : null;
    const note = entries.length ? "" : "Tidak ada hasil.";
    this.suggestions.show("Hasil pencarian bot", entries, { note, extra, onEnd: this.next ? () => this.more() : null });
    const { box } = this.suggestions;
    box.onscroll = () => {
      if (box.scrollTop + box.clientHeight > box.scrollHeight - 60) this.more();
    };
  }

  /** Asks for the next page, once. */
  more() {
    if (!this.next || this.query !== null || this.words === null) return;
    const { next } = this;
    this.next = "";
    this.#ask(next);
  }

  async #choose(result) {
    const { user, chat } = this.where();
    this.stop();
    await this.onChosen(() => call("choose_result", { user, query_id: result.query, result_id: result.id, chat }));
  }
}
