// Walking through a list with the arrow keys.

/** Lets arrows, Home and End move the focus among the elements of a list. */
export function walkWithArrows(list, selector) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const all = [...list.querySelectorAll(selector)];
    const at = all.indexOf(document.activeElement);
    const ends = { Home: all[0], End: all.at(-1) };
    const to = step && at >= 0 ? all[at + step] : ends[event.key];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}
