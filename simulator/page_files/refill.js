// Lists that are drawn anew all the time: what looks the same stays, so that no click and no focus is lost.

/** Puts new items into a list; `name` is the `data-` name by which an item is known. */
export function refill(list, items, name) {
  const keyOf = (item) => (item.dataset[name] === undefined ? item.querySelector(`[data-${name}]`) : item).dataset[name];
  const active = list.contains(document.activeElement) ? document.activeElement.dataset[name] : undefined;
  const before = new Map([...list.children].map((item) => [keyOf(item), item]));
  const wanted = items.map((item) => {
    const old = before.get(keyOf(item));
    return old?.isEqualNode(item) ? old : item;
  });
  for (const old of before.values()) if (!wanted.includes(old)) old.remove();
  let cursor = list.firstElementChild;
  for (const item of wanted) {
    if (item === cursor) cursor = cursor.nextElementSibling;
    else list.insertBefore(item, cursor);
  }
  if (active !== undefined) list.querySelector(`[data-${name}="${active}"]`)?.focus({ preventScroll: true });
}
