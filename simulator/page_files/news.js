// News of the simulator. One window waits for all windows of this browser: it keeps six connections
// to a place, and six windows that wait would leave none to act with.

import { Away, call, pause } from "./api.js";

const WAIT_SECONDS = 20;
const NAME = "news";

/** Tells when something happened. */
export class News {
  constructor() {
    this.version = 0;
    this.waiting = [];
    this.channel = new BroadcastChannel(NAME);
    this.channel.addEventListener("message", ({ data }) => this.#hear(data));
    const wait = () => this.#waitForAll();
    if (navigator.locks) navigator.locks.request(NAME, wait); // another window's turn comes when this one closes
    else wait(); // away from localhost browsers have no locks: each window waits
  }

  /** Gives the version once there is a newer one, or after a while; an error when nobody answers. */
  after(version) {
    if (this.version > version) return Promise.resolve(this.version);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  async #waitForAll() {
    for (;;) {
      const version = await call("wait", { version: this.version, limit: WAIT_SECONDS }).catch(() => null);
      this.channel.postMessage(version);
      this.#hear(version);
      if (version === null) await pause(1000);
    }
  }

  #hear(version) {
    this.version = version ?? this.version;
    for (const { resolve, reject } of this.waiting.splice(0)) {
      if (version === null) reject(new Away("Simulator tidak tersambung"));
      else resolve(version);
    }
  }
}
