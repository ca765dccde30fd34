// Who one is and where one looks: kept in the address, so that each window has its own.

/** Reads the address of this window. */
export function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  return { as: number(given.get("as")), chat: number(given.get("chat")), topic: number(given.get("topic")) };
}

function number(word) {
  return word !== null && /^-?\d+$/.test(word) ? Number(word) : null;
}

/** Writes an address; topic and chat may be missing. */
export function address({ as, chat = null, topic = null }) {
  const parts = [`as=${as}`];
  if (chat !== null) parts.push(`chat=${chat}`);
  if (topic !== null) parts.push(`topic=${topic}`);
  return `#${parts.join("&")}`;
}

/** Goes to a place; the page hears of it through `hashchange`. */
export function go(place) {
  location.hash = address(place);
}

/** Corrects the address without a step in the history. */
export function correct(place) {
  history.replaceState(null, "", address(place));
}
