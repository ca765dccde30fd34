// Windows above the page: the bot's alerts, questions, pictures; and toasts below.

import { control, div, icon, iconButton, make, part } from "./element.js";

const TOAST_SECONDS = 3.5;

/** Shows a few words at the bottom for a moment. */
export function toast(words, look = "") {
  const shown = make("p", { class: `toast ${look}`.trim() }, words);
  const box = part("toasts");
  const foot = part("composer").getBoundingClientRect();
  box.style.left = foot.width ? `${foot.left + foot.width / 2}px` : "";
  box.style.bottom = foot.width ? `${innerHeight - foot.top + 8}px` : "";
  box.append(shown);
  setTimeout(() => shown.remove(), TOAST_SECONDS * 1000 + words.length * 35);
}

/** Shows words that want to be read; resolves once they are closed. */
export function alert(title, words) {
  return opened(
    make("h2", { class: "dialog-title" }, title),
    make("p", { class: "dialog-words" }, words),
    [make("button", { class: "solid", value: "yes", autofocus: true }, "Baik")],
  );
}

/** Asks; resolves to true when agreed. */
export async function confirm(title, words, agreed, { isGrave = false } = {}) {
  const answer = await opened(
    make("h2", { class: "dialog-title" }, title),
    make("p", { class: "dialog-words" }, words),
    [
      make("button", { class: "plain", value: "no", autofocus: true }, "Batal"),
      make("button", { class: isGrave ? "solid grave" : "solid", value: "yes" }, agreed),
    ],
  );
  return answer === "yes";
}

function opened(title, words, buttons) {
  const form = make("form", { method: "dialog" }, title, words, div("dialog-buttons", buttons));
  const dialog = make("dialog", { class: "dialog", role: "alertdialog" }, form);
  title.id = "dialog-title";
  dialog.setAttribute("aria-labelledby", title.id);
  return shownUntilClosed(dialog);
}

function shownUntilClosed(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.({ preventScroll: true });
      resolve(dialog.returnValue);
    });
  });
}

/** Shows a picture as large as the window. */
export function showPicture(address, words) {
  const dialog = make(
    "dialog",
    { class: "lightbox", "aria-label": words },
    iconButton("close", "Tutup", () => dialog.close()),
    make("img", { src: address, alt: words }),
    make("a", { class: "lightbox-save", href: address, download: "foto" }, "Unduh"),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return shownUntilClosed(dialog);
}

/**
 * Opens a menu at a point; entries are {name, icon, isGrave, chosen}, above them perhaps an extra row.
 * Arrows move, Esc closes, focus returns to where it was.
 */
export function openMenu({ x, y, label, entries, above = null, isUpward = false }) {
  part("menu")?.remove();
  const before = document.activeElement;
  const items = entries.map((entry) =>
    control(
      entry.isGrave ? "menu-item grave" : "menu-item",
      () => choose(entry.chosen),
      { role: "menuitem" },
      icon(entry.icon),
      make("span", {}, entry.name),
    ),
  );
  const menu = make("div", { id: "menu", class: "menu", role: "menu", "aria-label": label, popover: "manual" }, above, items);
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    before?.focus?.({ preventScroll: true });
  };
  const choose = (chosen) => {
    close();
    chosen();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu, close));
  document.addEventListener("pointerdown", outside, true);
  document.body.append(menu);
  menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(isUpward ? y - height : y, innerHeight - height - 8))}px`;
  items[0]?.focus();
  return close;
}

function moveInMenu(event, menu, close) {
  const all = [...menu.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key in steps) {
    event.preventDefault();
    all[(at + steps[event.key] + all.length) % all.length]?.focus();
  }
}
