// The first-time hint: where to begin.

import { iconButton, make } from "./element.js";
import { address } from "./place.js";

const KEPT = "hint-read";

/** Shows where to begin, until somebody began or put it away. */
export function drawHint(box, guest, hasBegun) {
  const close = () => {
    localStorage.setItem(KEPT, "yes");
    box.hidden = true;
  };
  if (hasBegun) close();
  if (!guest || localStorage.getItem(KEPT) || !box.hidden) return;
  const first = guest.name.split(" ")[0];
  box.replaceChildren(
    iconButton("close", "Tutup petunjuk", close),
    make("p", { class: "hint-title" }, "Selamat datang!"),
    make("p", {}, "Mulai di sini: pilih ", make("a", { href: address({ as: guest.id, chat: guest.id }) }, first), ", tekan Mulai."),
    make("p", { class: "of-mice" }, "Pilih orang lain kapan saja; Ctrl+klik membukanya di jendela lain."),
  );
  box.hidden = false;
}
