// Links that lead to something inside Telegram open here; all others open as on any page.

/**
 * Reads a link: {start} opens the bot, {chat, message, topic} a post, null is for the browser.
 */
export function inside(address, botName) {
  let parts;
  try {
    parts = new URL(address);
  } catch {
    return null;
  }
  if (parts.protocol === "tg:") return ofScheme(parts, botName);
  if (parts.hostname !== "t.me" && parts.hostname !== "telegram.me") return null;
  const steps = parts.pathname.split("/").filter(Boolean);
  if (steps[0]?.toLowerCase() === botName.toLowerCase()) return { start: parts.searchParams.get("start") ?? "" };
  if (steps[0] === "c" && steps.length >= 3) return ofPost(steps.slice(1).map(Number));
  return null;
}

function ofScheme(parts, botName) {
  if (parts.searchParams.get("domain")?.toLowerCase() === botName.toLowerCase()) {
    return { start: parts.searchParams.get("start") ?? "" };
  }
  return {}; // of another app: nothing to open here
}

function ofPost(numbers) {
  const [chat, ...rest] = numbers;
  const message = rest.at(-1);
  return { chat: Number(`-100${chat}`), message, topic: rest.length > 1 ? rest[0] : null };
}
