// Keyboards: the rows of buttons under a bubble, and those in place of letters.

import { control, div, icon, make, span } from "./element.js";

/** Draws the inline keyboard of a message; `on.tap(view, button, element)` and `on.link(address, event)`. */
export function inlineKeyboard(view, on) {
  return make(
    "div",
    { class: "keys", role: "group", "aria-label": "Tombol pesan" },
    view.buttons.map((row, line) =>
      div("key-row", row.map((button, place) => key(view, button, `${line}.${place}`, on))),
    ),
  );
}

function key(view, button, spot, on) {
  const label = span("key-label", button.text);
  if (button.url) {
    return make(
      "a",
      {
        class: look(button),
        href: button.url,
        target: "_blank",
        rel: "noopener noreferrer",
        "data-spot": spot,
        on: { click: (event) => on.link(button.url, event) },
      },
      label,
      icon("arrow"),
    );
  }
  const pressed = control(
    look(button),
    () => on.tap(view, button, pressed),
    { "data-spot": spot },
    label,
    button.data ? null : icon(button.copy ? "copy" : "arrow"),
  );
  return pressed;
}

function look(button) {
  return button.style ? `key key-${button.style}` : "key";
}

/** Draws a reply keyboard; a press says its label. */
export function replyKeyboard(rows, say) {
  return make(
    "div",
    { class: "reply-keys", role: "group", "aria-label": "Papan tombol" },
    rows.map((row) =>
      div(
        "key-row",
        row.map((label) =>
          control("key reply-key", () => say(label), {}, label),
        ),
      ),
    ),
  );
}
