// A player for voice and music: one button, bars that fill, the time.

import { control, div, icon, make, span } from "./element.js";
import { length } from "./words.js";

const BARS = 32;
let playing = null; // one sound at a time

/** Draws the player of a file. */
export function voice(file, isMusic) {
  const lasts = file.duration || 0;
  const time = span("voice-time", length(lasts));
  const bars = wave(file.file_id);
  const name = isMusic && file.name ? span("voice-name", file.name) : null;
  const button = control("voice-play", null, { "aria-label": "Putar" }, icon("play"));
  const box = div(
    "voice",
    button,
    div("voice-body", name, bars, time),
  );
  let sound = null;
  button.addEventListener("click", () => {
    sound ??= prepared(file, { button, bars, time, lasts, box });
    if (!sound.paused) return sound.pause();
    if (playing && playing !== sound) playing.pause();
    playing = sound;
    return sound.play().catch(() => box.classList.add("silent"));
  });
  return box;
}

function prepared(file, { button, bars, time, lasts, box }) {
  const sound = new Audio(file.url);
  const face = (name, label) => {
    button.replaceChildren(icon(name));
    button.setAttribute("aria-label", label);
  };
  const whole = () => (Number.isFinite(sound.duration) ? sound.duration : lasts) || 1;
  const show = () => {
    const share = sound.currentTime / whole();
    [...bars.children].forEach((bar, place) => bar.classList.toggle("heard", place / BARS < share));
    time.textContent = length(sound.currentTime || whole());
  };
  sound.addEventListener("play", () => face("stop", "Jeda"));
  sound.addEventListener("pause", () => face("play", "Putar"));
  sound.addEventListener("timeupdate", show);
  sound.addEventListener("ended", () => {
    sound.currentTime = 0;
    show();
  });
  sound.addEventListener("error", () => {
    box.classList.add("silent");
    time.textContent = `${length(lasts)} · contoh tanpa suara`;
  });
  return sound;
}

function wave(seed) {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 7);
  const bars = Array.from({ length: BARS }, () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return make("i", { class: `bar bar-${1 + (state >>> 24) % 8}` });
  });
  return make("span", { class: "wave", "aria-hidden": "true" }, bars);
}
