// Things people send to try the bot, made here: a short sound as a voice message.

const RATE = 8000;
const SECONDS = 3;
const TONES = [392, 440, 523]; // a small pentatonic greeting

/** Makes a voice message of three soft tones. */
export function sampleVoice() {
  const samples = new Uint8Array(RATE * SECONDS);
  for (let at = 0; at < samples.length; at += 1) {
    const tone = TONES[Math.floor(at / RATE) % TONES.length];
    const fade = Math.exp((-3 * (at % RATE)) / RATE);
    samples[at] = 128 + 90 * fade * Math.sin((2 * Math.PI * tone * at) / RATE);
  }
  const whole = new Uint8Array(44 + samples.length);
  whole.set(header(samples.length));
  whole.set(samples, 44);
  let letters = "";
  for (const byte of whole) letters += String.fromCharCode(byte);
  return { kind: "voice", body: btoa(letters) };
}

function header(length) {
  const view = new DataView(new ArrayBuffer(44));
  const write = (at, word) => [...word].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, 36 + length, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, "data");
  view.setUint32(40, length, true);
  return new Uint8Array(view.buffer);
}
