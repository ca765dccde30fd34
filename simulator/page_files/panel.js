// The panel at the right: the demo's clock, the bot's hands, and a live log of its calls.

import { call, Refusal } from "./api.js";
import { CallLog } from "./call_log.js";
import { complain } from "./deeds.js";
import { toast } from "./dialogs.js";
import { control, div, icon, iconButton, make, span } from "./element.js";
import { hour, moment, shortDay } from "./words.js";

const KEPT = "panel";
const EVERY = 4000; // milliseconds between looks at clock and bot when nothing happens
const WIDE = 1180;

/** The stage hands of the demo; what the host does not offer is not shown. */
export class Panel {
  constructor(box, { hasHands, person, onChange }) {
    Object.assign(this, { box, hasHands, person, onChange, clock: null, read: 0 });
    this.calls = new CallLog();
    this.#build();
    this.#open(localStorage.getItem(KEPT) ? localStorage.getItem(KEPT) === "open" : innerWidth >= WIDE);
    setInterval(() => this.#tick(), 500);
    setInterval(() => document.hidden || this.refresh().catch(() => {}), EVERY);
  }

  /** Asks which hands there are. */
  static async hands() {
    const has = async (name) => {
      try {
        await call(name);
        return true;
      } catch (error) {
        if (error instanceof Refusal) return false;
        throw error;
      }
    };
    const [clock, bot] = await Promise.all([has("clock"), has("bot_state")]);
    return { clock, bot };
  }

  /** Opens or closes the panel. */
  toggle() {
    this.#open(this.box.hidden);
    localStorage.setItem(KEPT, this.box.hidden ? "closed" : "open");
    if (this.box.hidden) document.querySelector(".panel-toggle")?.focus();
    else {
      this.box.querySelector("button").focus();
      this.refresh().catch(() => {}); // the next look tries again
    }
  }

  /** Tells the demo's time. */
  now() {
    if (!this.clock) return new Date();
    return new Date(moment(this.clock.now).getTime() + (performance.now() - this.read) * this.clock.rate);
  }

  /** Looks at clock, bot and calls. */
  async refresh() {
    const { clock, bot } = this.hasHands;
    const [time, state] = await Promise.all([
      clock ? call("clock") : null,
      bot ? call("bot_state") : null,
      this.box.hidden ? null : this.calls.refresh(),
    ]);
    if (time) this.#setClock(time);
    if (state) this.#showBot(state);
    this.#showBlock();
  }

  #open(isOpen) {
    this.box.hidden = !isOpen;
    document.body.classList.toggle("with-panel", isOpen);
  }

  #setClock(clock) {
    this.clock = clock;
    this.read = performance.now();
    const isFast = clock.rate > 1;
    this.play.setAttribute("aria-pressed", String(isFast));
    this.play.replaceChildren(icon(isFast ? "stop" : "play"), "×60");
    this.play.title = isFast ? "Kembali ke kecepatan biasa" : "Jalankan jam 60 kali lebih cepat";
    this.#tick();
  }

  #tick() {
    const at = this.now();
    this.time.textContent = hour(at);
    this.date.textContent = shortDay(at);
  }

  #showBot(state) {
    const [words, look] = health(state);
    this.state.textContent = state.is_running ? `${words} · proses ${state.pid}` : words;
    this.lamp.className = `lamp ${look}`;
    this.stop.replaceChildren(icon("power"), state.is_running ? "Hentikan bot" : "Jalankan bot");
    this.stop.dataset.deed = state.is_running ? "bot_stop" : "bot_start";
    this.restart.disabled = !state.is_running;
  }

  #showBlock() {
    const person = this.person();
    if (!person) return;
    const words = person.is_blocked ? "Buka blokir bot" : "Blokir bot";
    if (this.block.textContent !== words) this.block.replaceChildren(icon("block"), words);
    this.block.title = `Sebagai ${person.name}`;
  }

  async #do(button, operation, details, done) {
    button.disabled = true;
    button.classList.add("busy");
    try {
      const result = await call(operation, details);
      if (done) toast(done);
      if (result?.rate) this.#setClock(result);
      await this.refresh();
      await this.onChange();
    } catch (error) {
      if (error instanceof Refusal && operation.startsWith("clock")) toast(error.message, "grave");
      else complain(error);
    } finally {
      button.disabled = false;
      button.classList.remove("busy");
    }
  }

  #button(words, symbol, pressed, look = "hand") {
    const button = control(look, () => pressed(button), {}, symbol ? icon(symbol) : null, words);
    return button;
  }

  #build() {
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle());
    const close = iconButton("close", "Tutup panel", () => this.toggle());
    this.box.replaceChildren(
      make("header", { class: "panel-head" }, make("h2", {}, "Panel demo"), close),
      this.#clockPart(),
      this.#botPart(),
      this.calls.box,
    );
  }

  #clockPart() {
    this.time = make("span", { class: "clock-hour" });
    this.date = make("span", { class: "clock-day" });
    this.play = this.#button("×60", "play", (button) => this.#do(button, "clock_rate", { rate: this.clock.rate > 1 ? 1 : 60 }));
    const side = span("clock-side", this.date, span("clock-zone", "WIB"));
    const to = (words, where) => this.#button(words, null, (button) => this.#do(button, "clock_to", { to: where }));
    return make(
      "section",
      { class: "panel-part", "aria-label": "Jam demo", hidden: !this.hasHands.clock },
      make("h3", {}, icon("clock"), "Jam demo"),
      div("clock-face", this.time, side, this.play),
      div("hands", to("→ Senin 07.30", "senin 07.30"), to("→ +15 menit", "+15")),
    );
  }

  #botPart() {
    this.lamp = make("i", { class: "lamp", "aria-hidden": "true" });
    this.state = make("span", {});
    const run = (operation, details, done) => (button) => this.#do(button, operation, details, done);
    this.block = this.#button("Blokir bot", "block", (button) => {
      const { id, is_blocked: isBlocked } = this.person();
      return this.#do(button, isBlocked ? "unblock" : "block", { user: id });
    });
    const restarted = "Bot dimatikan mendadak, lalu dinyalakan lagi.";
    this.restart = this.#button("Nyalakan ulang bot", "power", run("bot_restart", {}, restarted));
    this.stop = this.#button("Hentikan bot", "power", (button) => this.#do(button, button.dataset.deed));
    const cut = "Jaringan bot putus selama 10 detik.";
    this.cut = this.#button("Putus jaringan 10 detik", "network", run("network_break", { seconds: 10 }, cut));
    const ofHost = this.hasHands.bot ? [this.stop, this.restart, this.cut] : [];
    const state = make("span", { class: "bot-state", role: "status" }, this.lamp, this.state);
    for (const wide of [this.restart, this.cut]) wide.classList.add("wide-hand");
    return make(
      "section",
      { class: "panel-part", "aria-label": "Bot" },
      make("h3", {}, icon("network"), "Bot", this.hasHands.bot ? state : null),
      div("hands", this.block, ofHost),
    );
  }
}

function health({ is_running: isRunning, is_ready: isReady, is_networked: isNetworked }) {
  if (!isRunning) return ["berhenti", "off"];
  if (!isReady) return ["sedang bersiap", "weak"];
  return isNetworked ? ["berjalan", "on"] : ["jaringan putus", "weak"];
}
