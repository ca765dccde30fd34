// The first-time hint: where to begin.

import { iconButton, make } from "./element.js";
import { address } from "./place.js";

const KEPT = "hint-read";

/** Shows where to begin, until it was put away. */
export function drawHint(box, cast) {
  const guest = cast[0];
  if (!guest || localStorage.getItem(KEPT)) {
    box.hidden = true;
    return;
  }
  if (!box.hidden) return;
  const first = guest.name.split(" ")[0];
  const close = () => {
    localStorage.setItem(KEPT, "yes");
    box.hidden = true;
  };
  box.replaceChildren(
    iconButton("close", "Tutup petunjuk", close),
    make("p", { class: "hint-title" }, "Selamat datang!"),
    make("p", {}, "Mulai di sini: pilih ", make("a", { href: address({ as: guest.id, chat: guest.id }) }, first), ", tekan Mulai."),
    make("p", {}, "Pilih orang lain kapan saja; Ctrl+klik membukanya di jendela lain."),
  );
  box.hidden = false;
}
