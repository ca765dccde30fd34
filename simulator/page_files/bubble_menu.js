// What can be done with one message: the menu of a bubble, and walking through bubbles by keys.

import { openMenu } from "./dialogs.js";
import { control, make, part } from "./element.js";
import { drawnEmoji } from "./entities.js";

const QUICK = ["👍", "❤", "🔥", "👏", "🎉", "🙏", "😁", "🤔"];

/** Opens the menu of the message under an event. */
export function openBubbleMenu(event, talk) {
  const spot = event.target.closest("[data-message-id]");
  const view = spot && talk.messages.get(Number(spot.dataset.messageId));
  if (!view || view.service || event.target.closest("a, input, textarea")) return;
  event.preventDefault();
  const box = (event.target.closest(".more") ?? spot.querySelector(".bubble") ?? spot).getBoundingClientRect();
  const isPointed = event.type === "contextmenu" && (event.clientX || event.clientY);
  openFor(view, talk, isPointed ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom });
}

function openFor(view, talk, { x, y }) {
  const { deeds, composer, chat } = talk;
  const close = openMenu({ x, y, label: "Pilihan pesan", above: reactionRow(), entries: entries() });

  function reactionRow() {
    const chosen = view.reactions.find((one) => one.is_own)?.emoji;
    return make(
      "div",
      { class: "menu-reactions", role: "group", "aria-label": "Reaksi" },
      QUICK.map((emoji) => {
        const isChosen = emoji === chosen;
        const press = () => {
          close();
          deeds.react(view, isChosen ? "" : emoji);
        };
        const look = isChosen ? "menu-emoji chosen" : "menu-emoji";
        return control(look, press, { role: "menuitem", "aria-label": `Reaksi ${emoji}` }, drawnEmoji(emoji));
      }),
    );
  }

  function entries() {
    return [
      chat.is_writable && { name: "Balas", icon: "reply", chosen: () => composer.reply(view) },
      view.text && { name: "Salin teks", icon: "copy", chosen: () => deeds.copy(view.text) },
      view.may_edit && view.text && { name: "Ubah", icon: "edit", chosen: () => composer.correct(view) },
      view.may_delete && { name: "Hapus", icon: "trash", isGrave: true, chosen: () => deeds.remove(view) },
    ].filter(Boolean);
  }
}

/** Moves from bubble to bubble with the arrows; Esc returns to the field. */
export function walkBubbles(event, talk) {
  if (!event.target.classList.contains("bubble")) {
    if (event.key === "Escape") event.target.closest(".item")?.querySelector(".bubble").focus();
    return;
  }
  const all = [...part("log").querySelectorAll(".bubble")];
  const at = all.indexOf(event.target);
  const to = { ArrowUp: all[at - 1], ArrowDown: all[at + 1], Home: all[0], End: all.at(-1) }[event.key];
  if (to) {
    event.preventDefault();
    to.focus();
  } else if (event.key === "Escape" || (event.key === "ArrowDown" && at === all.length - 1)) {
    event.preventDefault();
    talk.composer.field.focus();
  } else if (event.key === "Enter") {
    openBubbleMenu(event, talk);
  }
}
