// The list above the composer: commands behind a slash, results behind the bot's name.

import { make, span } from "./element.js";

/** A list box that the keyboard reaches while one types. */
export class Suggestions {
  constructor(box, field) {
    this.box = box;
    this.field = field;
    this.at = -1;
    this.entries = [];
    this.box.id = "suggestions";
    this.box.setAttribute("role", "listbox");
  }

  /** Tells whether something is offered. */
  get isOpen() {
    return !this.box.hidden;
  }

  /** Offers entries {title, words, mark, chosen}; `note` stands below or alone. */
  show(label, entries, { note = "", extra = null, onEnd = null } = {}) {
    this.entries = entries;
    this.onEnd = onEnd;
    this.at = entries.length ? Math.max(0, Math.min(this.at, entries.length - 1)) : -1;
    this.box.setAttribute("aria-label", label);
    const kept = this.box.scrollTop;
    this.box.replaceChildren(
      ...(extra ? [extra] : []),
      ...entries.map((entry, place) => this.#option(entry, place)),
      ...(note ? [make("p", { class: "suggestion-note" }, note)] : []),
    );
    this.box.scrollTop = kept;
    this.box.hidden = false;
    this.#mark();
  }

  /** Puts the list away. */
  hide() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.box.replaceChildren();
    this.entries = [];
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Takes a key that is meant for the list; says whether it did. */
  take(event) {
    if (!this.isOpen) return false;
    if (event.key === "Escape") {
      this.hide();
    } else if (event.key === "ArrowDown" && this.entries.length) {
      this.#step(1);
    } else if (event.key === "ArrowUp" && this.entries.length) {
      this.#step(-1);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.at >= 0) {
      this.entries[this.at].chosen();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #step(step) {
    if (step > 0 && this.at === this.entries.length - 1) {
      this.onEnd?.();
      if (this.onEnd) return;
    }
    this.at = (this.at + step + this.entries.length) % this.entries.length;
    this.#mark();
  }

  #option(entry, place) {
    const option = make(
      "div",
      { class: "suggestion", role: "option", id: `suggestion-${place}` },
      entry.mark ? make("span", { class: "suggestion-mark", "aria-hidden": "true" }, entry.mark) : null,
      span("suggestion-title", entry.title),
      span("suggestion-words", entry.words),
    );
    option.addEventListener("click", () => entry.chosen());
    option.addEventListener("pointermove", () => this.#point(place));
    option.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps its focus
    return option;
  }

  #point(place) {
    if (this.at === place) return;
    this.at = place;
    this.#mark();
  }

  #mark() {
    const options = [...this.box.querySelectorAll("[role=option]")];
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    const chosen = options[this.at];
    if (!chosen) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", chosen.id);
    return chosen.scrollIntoView({ block: "nearest" });
  }
}
