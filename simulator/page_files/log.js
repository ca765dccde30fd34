// The log of a conversation: keeps the items on the screen equal to the messages, and the eye where it was.

import { bubble, daySeparator, serviceLine } from "./bubble.js";
import { day, moment } from "./words.js";

const NEAR_END = 90; // pixels from the end that still count as being there
const RUN = 5 * 60; // seconds within which messages of one person stand together
const STILL = 900; // milliseconds without scrolling after which the day no longer floats
const STEP = 120; // items drawn at first, and more at each look upwards

/** Draws messages into a list inside a scrolling box. */
export class Log {
  constructor(scroll, list) {
    this.scroll = scroll;
    this.list = list;
    this.nodes = new Map();
    this.most = STEP;
    this.hasMore = false;
    this.top = 0;
    this.follows = true; // the newest message is kept in sight when sizes change
    this.onMove = () => {};
    this.scroll.addEventListener("scroll", () => this.#look(), { passive: true });
    this.list.addEventListener("focusin", (event) => this.#admit(event.target.closest(".item")));
    const sizes = new ResizeObserver(() => this.follows && this.toEnd());
    sizes.observe(this.scroll);
    sizes.observe(this.list);
  }

  /** Forgets everything: another chat comes. */
  clear() {
    this.nodes.clear();
    this.list.replaceChildren();
    this.last = null;
    this.most = STEP;
    this.top = 0;
  }

  /** Tells whether the newest message can be seen. */
  get isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** Goes to the newest message. */
  toEnd({ isSmooth = false } = {}) {
    this.follows = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: isSmooth ? "smooth" : "instant" });
    this.top = this.scroll.scrollTop;
  }

  /** Shows messages (oldest first); stays at the end when it was there, else where the eye was. */
  show(messages, context, { isFirst = false, isQuiet = isFirst } = {}) {
    const wasAtEnd = isFirst || this.follows;
    const anchor = wasAtEnd ? null : this.#anchor();
    this.list.setAttribute("aria-live", isQuiet ? "off" : "polite"); // what is older is not read out
    const entries = this.#entries(messages, context);
    this.#place(entries, isFirst);
    this.#mark(entries);
    if (wasAtEnd) this.toEnd();
    else this.#restore(anchor);
    this.last = { messages, context };
  }

  /** Finds the item of a message, drawing older ones until it is there. */
  reveal(messageId) {
    const found = () => this.list.querySelector(`[data-message-id="${messageId}"]`);
    if (!found() && this.hasMore) {
      this.most = Infinity;
      this.show(this.last.messages, this.last.context, { isQuiet: true });
    }
    const item = found()?.closest(".item, .service");
    if (!item) return false;
    this.follows = false;
    item.scrollIntoView({ block: "center", behavior: "smooth" });
    item.classList.add("flash");
    setTimeout(() => item.classList.remove("flash"), 1600);
    return true;
  }

  #look() {
    const { scrollTop } = this.scroll;
    if (this.isAtEnd) this.follows = true;
    else if (scrollTop < this.top - 2) this.follows = false; // somebody looks upwards; what grows does not
    this.top = scrollTop;
    this.onMove();
    if (this.scroll.scrollTop < 200 && this.hasMore && this.last) {
      this.most += STEP;
      this.show(this.last.messages, this.last.context, { isQuiet: true });
    }
  }

  /** Lets the day stand above its messages while one looks back, and lie among them otherwise. */
  #floatDay() {
    const { classList } = this.list;
    clearTimeout(this.floating);
    classList.toggle("moving", !this.follows);
    this.floating = setTimeout(() => classList.remove("moving"), STILL);
  }

  #entries(messages, context) {
    const groups = inAlbums(messages);
    this.hasMore = groups.length > this.most;
    const entries = [];
    let lastDay = "";
    let before = null;
    for (const views of this.hasMore ? groups.slice(-this.most) : groups) {
      const at = moment(views[0].date);
      if (day(at) !== lastDay) {
        lastDay = day(at);
        before = null;
        entries.push({ key: `d${lastDay}`, signature: "", draw: () => daySeparator(at) });
      }
      const entry = entryOf(views, context);
      entry.isFirst = !isRun(before, views[0]);
      before = views[0].service ? null : views[0];
      entries.push(entry);
    }
    return entries;
  }

  #place(entries, isFirst) {
    const kept = new Set(entries.map((entry) => entry.key));
    for (const [key, node] of this.nodes) {
      if (!kept.has(key)) {
        node.remove();
        this.nodes.delete(key);
      }
    }
    let cursor = this.list.firstElementChild;
    for (const entry of entries) {
      let node = this.nodes.get(entry.key);
      if (!node || node.signature !== entry.signature) {
        const fresh = entry.draw();
        fresh.signature = entry.signature;
        if (node) cursor = swap(node, fresh, cursor);
        else if (!isFirst) fresh.classList.add("fresh");
        node = fresh;
        this.nodes.set(entry.key, node);
      }
      if (node === cursor) cursor = cursor.nextElementSibling;
      else this.list.insertBefore(node, cursor);
    }
  }

  #mark(entries) {
    entries.forEach((entry, place) => {
      const next = entries[place + 1];
      const { classList } = this.nodes.get(entry.key);
      classList.toggle("first", Boolean(entry.isFirst));
      classList.toggle("last", !next || next.isFirst !== false);
    });
    const focused = this.list.contains(document.activeElement) ? document.activeElement.closest(".item") : null;
    this.#admit(focused ?? [...this.list.querySelectorAll(".item")].at(-1));
  }

  /** Lets Tab into one message, the newest or the one with the focus; arrows lead to the others. */
  #admit(chosen) {
    if (!chosen) return;
    for (const item of this.list.querySelectorAll(".item")) {
      const order = item === chosen ? "0" : "-1";
      for (const one of item.querySelectorAll(".bubble, a, button:not(.more), video")) one.setAttribute("tabindex", order);
    }
  }

  #anchor() {
    const top = this.scroll.getBoundingClientRect().top;
    for (const [key, node] of this.nodes) {
      const box = node.getBoundingClientRect();
      if (box.bottom > top && node.classList.contains("item")) return { key, offset: box.top };
    }
    return null;
  }

  #restore(anchor) {
    const node = anchor && this.nodes.get(anchor.key);
    if (node) this.scroll.scrollTop += node.getBoundingClientRect().top - anchor.offset;
  }
}

function entryOf(views, context) {
  const [view] = views;
  const replied = view.reply_to ? context.find(view.reply_to) : null;
  const signature = [...views.map((one) => one.version), replied?.version, view.is_pinned].join(".");
  if (view.service) return { key: `m${view.message_id}`, signature, draw: () => serviceLine(view) };
  return { key: `m${view.message_id}`, signature, draw: () => bubble(views, context) };
}

function inAlbums(messages) {
  const groups = [];
  for (const view of messages) {
    const last = groups.at(-1);
    if (view.album && last && last[0].album === view.album) last.push(view);
    else groups.push([view]);
  }
  return groups;
}

function isRun(before, view) {
  return Boolean(before && !view.service && before.from_id === view.from_id && view.date - before.date < RUN);
}

function swap(old, fresh, cursor) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  for (const name of ["first", "last"]) fresh.classList.toggle(name, old.classList.contains(name));
  old.replaceWith(fresh);
  if (focused) {
    const same = focused.dataset.spot && fresh.querySelector(`[data-spot="${focused.dataset.spot}"]`);
    (same || fresh.querySelector(".bubble"))?.focus({ preventScroll: true });
  }
  return cursor === old ? fresh : cursor;
}
