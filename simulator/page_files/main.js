// The page: who one is, where one looks, and the loop that follows whatever happens.

import { Away, call, pause, Refusal } from "./api.js";
import { drawChats, drawPeople, drawWho, listenToKeys } from "./chats.js";
import { alert, toast } from "./dialogs.js";
import { part } from "./element.js";
import { drawHint } from "./hint.js";
import { News } from "./news.js";
import { Panel } from "./panel.js";
import { address, correct, go, read } from "./place.js";
import { Talk } from "./talk.js";

const GENERAL = 1;
const PHONE = 720; // pixels of width up to which there is one pane at a time
const OTHERS_EVERY = 1200; // milliseconds between looks at the unread messages of the others

/** Everything this window knows. */
class Page {
  constructor(bot, hasHands, news) {
    Object.assign(this, { bot, news, cast: [], chats: [], me: null, unread: new Map(), version: 0, lookedAt: 0, toasted: 0 });
    this.panel = new Panel(part("panel"), { hasHands, person: () => this.me, onChange: () => this.refresh() });
    listenToKeys();
    this.talk = new Talk({ bot, onPanel: () => this.panel.toggle() });
  }

  /** Goes where the address of the window says; what is missing is filled in. */
  async arrive() {
    const wanted = read();
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const me = this.cast.find((person) => person.id === wanted.as) ?? this.cast[0];
    if (!me) return part("who").replaceChildren("Belum ada orang yang dapat Anda perankan.");
    const isOther = this.me?.id !== me.id;
    this.me = me;
    if (isOther) {
      this.toasted = this.version;
      this.chats = [];
      await this.#lookAtChats();
      if (turn !== this.turn) return; // somebody went on meanwhile
    }
    const asked = this.chats.find((one) => one.id === wanted.chat);
    const usual = innerWidth > PHONE ? this.chats.find((one) => one.kind === "private") : null;
    const chat = asked ?? usual ?? null;
    const topic = chat?.kind === "forum" ? topicOf(chat, wanted.topic) : null;
    const place = { as: me.id, chat: chat?.id ?? null, topic };
    if (address(place) !== location.hash) correct(place);
    part("app").dataset.pane = chat ? "talk" : "chats";
    this.openId = chat?.id;
    drawWho(me, () => open(address({ as: me.id, chat: me.id }), "_blank", "noopener"));
    this.#draw();
    await this.talk.open(me, chat, topic);
    this.talk.drawAround();
  }

  /** Follows the simulator for as long as the window is open. */
  async follow() {
    for (;;) {
      try {
        this.version = await this.news.after(this.version);
        await this.refresh();
        part("banner").hidden = true;
      } catch (error) {
        report(error);
        await pause(1000);
        await this.#returned();
      }
    }
  }

  async #returned() {
    const bot = await call("bot").catch(() => null);
    if (bot && bot.id !== this.bot.id) location.reload(); // another simulator: begin anew
    else if (bot) await this.refresh().catch(report);
  }

  /** Looks at all that may have changed. */
  async refresh() {
    const { version } = this;
    if (!this.me) {
      this.cast = await call("cast");
      return this.cast.length ? this.arrive() : undefined;
    }
    const [cast] = await Promise.all([
      call("cast"),
      this.#lookAtChats(),
      this.talk.refresh(version),
      this.#lookAtToasts(),
      this.panel.refresh(),
    ]);
    this.cast = cast;
    this.me = cast.find((person) => person.id === this.me.id) ?? this.me;
    await this.#lookAtOthers();
    this.#draw();
  }

  async #lookAtChats() {
    const { me } = this;
    const chats = await call("chats", { user: me.id });
    if (me.id !== this.me.id) return;
    this.chats = chats;
    const shown = this.talk.chat;
    const same = shown && this.talk.me.id === me.id && chats.find((chat) => chat.id === shown.id);
    if (same) this.talk.drawAround(same);
    else if (shown && this.talk.me.id === me.id) go({ as: me.id }); // one left it, or it is gone
  }

  async #lookAtToasts() {
    const { me } = this;
    for (const answer of await call("toasts", { user: me.id, since: this.toasted })) {
      if (answer.version <= this.toasted || me.id !== this.me.id) continue; // shown by a look at the same time
      this.toasted = answer.version;
      this.talk.deeds.answered(answer.query_id);
      if (answer.url) this.talk.deeds.link(answer.url);
      else if (answer.text && answer.is_alert) alert(this.bot.first_name, answer.text);
      else if (answer.text) toast(answer.text);
    }
  }

  async #lookAtOthers() {
    const now = performance.now();
    clearTimeout(this.othersTimer);
    if (now - this.lookedAt < OTHERS_EVERY) {
      this.othersTimer = setTimeout(() => this.#lookAtOthers().then(() => this.#draw(), () => {}), OTHERS_EVERY);
      return;
    }
    this.lookedAt = now;
    const others = this.cast.filter((person) => person.id !== this.me.id);
    const lists = await Promise.all(others.map((person) => call("chats", { user: person.id })));
    others.forEach((person, place) => this.unread.set(person.id, sum(lists[place])));
  }

  #draw() {
    const mine = sum(this.chats);
    document.title = `${mine ? `(${mine}) ` : ""}${this.me.name} · CoP Humas`;
    drawPeople(this.cast, this.me, this.unread);
    drawChats(this.chats, { me: this.me, openId: this.openId, now: this.panel.now() });
    const [guest] = this.cast;
    const hasBegun = this.me.id === guest.id && this.chats.some((chat) => chat.kind === "private" && chat.is_started);
    drawHint(part("hint"), guest, hasBegun);
  }
}

function report(error) {
  part("banner").hidden = !(error instanceof Away);
  if (!(error instanceof Away || error instanceof Refusal)) console.error(error);
}

function topicOf(chat, wanted) {
  if (chat.topics.some((one) => one.thread === wanted)) return wanted;
  const newest = chat.topics.filter((one) => one.last).sort((one, two) => two.last.message_id - one.last.message_id)[0];
  return newest?.thread ?? chat.topics[0]?.thread ?? GENERAL;
}

function sum(chats) {
  return chats.reduce((count, chat) => count + chat.unread, 0);
}

async function begin() {
  const news = new News();
  let page = null;
  for (;;) {
    try {
      const [bot, cast, version] = await Promise.all([call("bot"), call("cast"), call("version")]);
      page ??= new Page(bot, await Panel.hands(), news);
      Object.assign(page, { cast, version });
      await page.panel.refresh();
      await page.arrive();
      addEventListener("hashchange", () => page.arrive().catch(report));
      part("skip").addEventListener("click", () => page.talk.composer.field.focus());
      part("banner").hidden = true;
      document.body.dataset.ready = "yes";
      return page.follow();
    } catch (error) {
      report(error);
      await pause(1000);
    }
  }
}

begin();
