// The live log of what the bot asks the Bot API.

import { call } from "./api.js";
import { icon, make, span } from "./element.js";

const MOST = 200;
const FIRST = 40;

/** The newest calls, the newest on top. */
export class CallLog {
  constructor() {
    this.version = 0;
    this.isQuiet = true;
    this.list = make("ol", { class: "calls", tabindex: "0", "aria-label": "Panggilan Bot API, yang terbaru di atas" });
    const show = () => this.list.classList.toggle("with-polls", polls.checked);
    const polls = make("input", { type: "checkbox", on: { change: show } });
    this.box = make(
      "section",
      { class: "panel-part calls-part", "aria-label": "Panggilan Bot API" },
      make("h3", {}, icon("menu"), "Panggilan Bot API", make("label", { class: "polls" }, polls, "getUpdates")),
      this.list,
    );
  }

  /** Adds what was called since the last look. */
  async refresh() {
    if (this.busy) return;
    this.busy = true;
    try {
      const { version, items } = await call("calls", { since: this.version, limit: this.version ? MOST : FIRST });
      this.version = version;
      for (const one of items) this.list.prepend(row(one));
      while (this.list.children.length > MOST) this.list.lastElementChild.remove();
    } finally {
      this.busy = false;
    }
  }
}

function row({ method, parameters, code, description }) {
  const look = code === 200 ? "good" : code === 0 || code >= 500 ? "bad" : "odd";
  const isPoll = method === "getUpdates" && code === 200;
  const details = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`);
  return make(
    "li",
    { class: isPoll ? "call poll" : "call" },
    make(
      "details",
      {},
      make(
        "summary",
        {},
        span(`code ${look}`, code ? String(code) : "—"),
        span("call-method", method),
        span("call-gist", description || gist(parameters)),
      ),
      make("pre", { class: "call-details" }, [description, ...details].filter(Boolean).join("\n") || "tanpa parameter"),
    ),
  );
}

function gist(parameters) {
  return String(parameters.text ?? parameters.caption ?? parameters.action ?? "").replace(/\s+/gu, " ");
}
