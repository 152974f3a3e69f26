// V8 11 (Node.js 20) keeps, in the code cache of a script, the name that the script had when the cache was made, and gives it to who takes
// it under another one: stack traces and call sites would name the folder of a recorded run. So the name is exchanged in the cache itself.
// V8 12 and later give the script the name that they are told. 11.3.244.8 is the last V8 of Node.js 20; any other 11 keeps its names.

/** Whether code caches are to be renamed: before they are stored, to {@link STORED_NAME}, and back when they are used. */
export const KEEPS_NAME: boolean = Number.parseInt(process.versions.v8, 10) < 12;

/** What scripts are called in stored code caches: nothing that a source holds. */
export const STORED_NAME = 'zipimport:stored-script-name';

// A string of one-byte characters in the cache, as src/snapshot/serializer.cc of V8 11.3 writes it:
//   0x01 new object   its size in words   its map: 0x40-0x5f   raw data: 0x60-0x7f for 1 to 32 words, or 0x10 and a number
//   u32 hash   u32 length   characters, zeros up to a whole word
// Numbers: shifted left by two, little-endian, as long as the lowest two bits say, less one byte.
// Strings of two-byte characters are left alone: their map is written in another way, which counts in the list of objects that were met
// last, by which later ones are named.
const NEW_OBJECT = 0x01;
const RAW_DATA = 0x10;
const FIRST_MAP = 0x40;
const FIRST_SHORT_RAW_DATA = 0x60;
const MOST_SHORT_WORDS = 32;
const WORD_BYTES = 8;
// Not computed yet.
const EMPTY_HASH = 3;
const STRING_MAP = 0x51;
const PAYLOAD_LENGTH_OFFSET = 16;

/**
 * The code cache with another name for its script.
 * @param from a string of its own, not one that was joined from parts
 * @returns null when the name is not found, or a name has characters beyond Latin-1
 */
export function renameScript(data: Buffer, from: string, to: string): Buffer | null {
  if (!isLatin1(from) || !isLatin1(to)) return null;
  const place = findString(data, from);
  if (place === null) return null;
  const renamed = Buffer.concat([data.subarray(0, place.start), encodeString(to), data.subarray(place.end)]);
  const padding = Buffer.alloc((WORD_BYTES - (renamed.length % WORD_BYTES)) % WORD_BYTES);
  const whole = Buffer.concat([renamed, padding]);
  whole.writeUInt32LE(data.readUInt32LE(PAYLOAD_LENGTH_OFFSET) + whole.length - data.length, PAYLOAD_LENGTH_OFFSET);
  return whole;
}

/** A copy of the text that V8 writes in one piece. */
export function flat(text: string): string {
  return Buffer.from(text).toString();
}

/** Whether a script can be given that name. */
export function isLatin1(text: string): boolean {
  return Buffer.from(text, 'latin1').toString('latin1') === text;
}

/** Length and characters: what can be looked for. */
function contentOf(text: string): Buffer {
  const content = Buffer.alloc(4 + text.length);
  content.writeUInt32LE(text.length);
  content.write(text, 4, 'latin1');
  return content;
}

function wordsOf(content: Buffer): number {
  return Math.ceil((4 + content.length) / WORD_BYTES);
}

function encodeString(text: string): Buffer {
  const content = contentOf(text);
  const words = wordsOf(content);
  const body = Buffer.alloc(words * WORD_BYTES);
  body.writeUInt32LE(EMPTY_HASH);
  content.copy(body, 4);
  return Buffer.concat([opening(words), Buffer.from([STRING_MAP]), rawData(words), body]);
}

function opening(words: number): Buffer {
  return Buffer.concat([Buffer.from([NEW_OBJECT]), encodeNumber(words + 1)]);
}

function rawData(words: number): Buffer {
  return words <= MOST_SHORT_WORDS
    ? Buffer.from([FIRST_SHORT_RAW_DATA + words - 1])
    : Buffer.concat([Buffer.from([RAW_DATA]), encodeNumber(words)]);
}

function encodeNumber(value: number): Buffer {
  const shifted = value * 4;
  const bytes = shifted > 0xffffff ? 4 : shifted > 0xffff ? 3 : shifted > 0xff ? 2 : 1;
  const number = Buffer.alloc(4);
  number.writeUInt32LE(shifted + bytes - 1);
  return number.subarray(0, bytes);
}

function findString(data: Buffer, text: string): { readonly start: number; readonly end: number } | null {
  const content = contentOf(text);
  const words = wordsOf(content);
  const [before, raw] = [opening(words), rawData(words)];
  for (let at = data.indexOf(content); at !== -1; at = data.indexOf(content, at + 1)) {
    const body = at - 4;
    const map = body - raw.length - 1;
    const start = map - before.length;
    if (start < 0 || !data.subarray(map + 1, body).equals(raw) || !data.subarray(start, map).equals(before)) continue;
    if (data[map]! >= FIRST_MAP && data[map]! < FIRST_SHORT_RAW_DATA) return { start, end: body + words * WORD_BYTES };
  }
  return null;
}
