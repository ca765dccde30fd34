// How days, hours and sizes are written.

const ZONE = "Asia/Jakarta";

const formats = {
  hour: format({ hour: "2-digit", minute: "2-digit" }),
  day: format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  weekday: format({ weekday: "short" }),
  date: format({ day: "numeric", month: "short" }),
};

function format(parts) {
  return new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, hourCycle: "h23", ...parts });
}

/** Reads a moment given as unix seconds or ISO. */
export function moment(given) {
  return new Date(typeof given === "number" ? given * 1000 : given);
}

/** Writes "07.31". */
export function hour(at) {
  return formats.hour.format(at).replace(":", ".");
}

/** Writes "Senin, 23 November 2026". */
export function day(at) {
  return formats.day.format(at);
}

/** Writes "Sen, 23 Nov". */
export function shortDay(at) {
  return `${formats.weekday.format(at)}, ${formats.date.format(at)}`;
}

/** Writes an hour of the same day, a weekday of the same week, else a date. */
export function near(at, now) {
  if (day(at) === day(now)) return hour(at);
  const days = (now - at) / 86_400_000;
  return days >= 0 && days < 6 ? formats.weekday.format(at) : formats.date.format(at);
}

/** Writes "12 KB" or "1,2 MB". */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} bita`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

/** Writes "1:05". */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const KINDS = {
  photo: "Foto",
  video: "Video",
  animation: "GIF",
  video_note: "Pesan video",
  voice: "Pesan suara",
  audio: "Musik",
  document: "Dokumen",
  sticker: "Stiker",
  location: "Lokasi",
  venue: "Tempat",
  contact: "Kontak",
  poll: "Jajak pendapat",
  dice: "Dadu",
};

/** Names a kind of message. */
export function kind(name) {
  return KINDS[name] ?? "Pesan";
}

/** Writes a message in one line: its words, or what it is. */
export function summary(view) {
  if (view.service) return view.service;
  const words = view.text.replace(/\s+/gu, " ").trim();
  if (view.kind === "text") return words;
  const name = view.kind === "document" && view.file?.name ? view.file.name : kind(view.kind);
  return words ? `${name}: ${words}` : name;
}
