// Files that wait beside the words until they are sent.

import { control, icon, make, span } from "./element.js";
import { size } from "./words.js";

const MOST_PARTS = 10;
export const MOST_BYTES = 20 * 1024 * 1024;
const CHUNK = 0x8000;
const CHIP_ICONS = { document: "file", audio: "music", video: "video" };

/** The files chosen but not sent. */
export class Attachments {
  constructor(box, onChange) {
    this.box = box;
    this.onChange = onChange;
    this.list = [];
  }

  /** Adds files; pictures and films go as such unless `asDocuments`. Returns the names too large to send. */
  add(files, { asDocuments = false } = {}) {
    const refused = [];
    for (const file of files) {
      if (file.size > MOST_BYTES) refused.push(file.name);
      else this.list.push({ file, kind: asDocuments ? "document" : kindOf(file) });
    }
    this.#draw();
    return refused;
  }

  /** Forgets them all. */
  clear() {
    this.list = [];
    this.#draw();
  }

  /** Takes files back that could not be sent. */
  restore(list) {
    this.list = list;
    this.#draw();
  }

  /** Hands them over as messages: lists of up to ten parts that may stand in one album. */
  async take(caption) {
    const taken = this.list;
    this.clear();
    const parts = await Promise.all(
      taken.map(async ({ file, kind }) => ({ kind, name: file.name, body: encode(await file.arrayBuffer()) })),
    );
    if (parts.length) parts[0].caption = caption;
    const piles = [];
    for (const part of parts) {
      const last = piles.at(-1);
      if (last && last.length < MOST_PARTS && family(last[0].kind) === family(part.kind)) last.push(part);
      else piles.push([part]);
    }
    return piles;
  }

  #draw() {
    this.box.replaceChildren(...this.list.map((one) => this.#chip(one)));
    this.box.hidden = this.list.length === 0;
    this.onChange();
  }

  #chip(one) {
    const { file, kind } = one;
    const remove = () => {
      this.list = this.list.filter((other) => other !== one);
      this.#draw();
    };
    return make(
      "li",
      { class: "chip" },
      kind === "photo" ? preview(file) : span("chip-icon", icon(CHIP_ICONS[kind])),
      span("chip-name", file.name, make("small", {}, ` ${size(file.size)}`)),
      control("chip-close", remove, { "aria-label": `Lepas ${file.name}` }, icon("close")),
    );
  }
}

function preview(file) {
  const address = URL.createObjectURL(file);
  const image = make("img", { class: "chip-picture", src: address, alt: "" });
  image.addEventListener("load", () => URL.revokeObjectURL(address));
  image.addEventListener("error", () => URL.revokeObjectURL(address));
  return image;
}

function kindOf(file) {
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) return "photo";
  if (file.type.startsWith("video/")) return "video";
  if (file.type.startsWith("audio/")) return "audio";
  return "document";
}

function family(kind) {
  return kind === "video" ? "photo" : kind;
}

function encode(buffer) {
  const bytes = new Uint8Array(buffer);
  let letters = "";
  for (let at = 0; at < bytes.length; at += CHUNK) letters += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(letters);
}
