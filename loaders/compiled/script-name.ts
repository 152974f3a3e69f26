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

// Most code caches are smaller.
const LEAST_MEMORY_BYTES = 128 * 1024;

const BEYOND_LATIN1 = /[^\0-\xff]/;

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
  const whole = Buffer.concat([renamed, Buffer.alloc(inWholeWords(renamed.length) - renamed.length)]);
  adjustPayloadLength(whole, whole.length - data.length);
  return whole;
}

const STORED: Buffer = encodeString(STORED_NAME);

let memory: Buffer | undefined;

/**
 * The code cache with its name in place of {@link STORED_NAME}, which {@link renameScript} put there: for thousands of them, without
 * memory for each.
 * @returns lent until the next call; null as with {@link renameScript}
 */
export function restoreName(data: Buffer, name: string): Buffer | null {
  const growth = sizeOfString(name) - STORED.length;
  if (growth < 0) return renameScript(data, STORED_NAME, name);
  const start = isLatin1(name) ? data.indexOf(STORED) : -1;
  if (start === -1) return null;
  const length = inWholeWords(data.length + growth);
  if (memory === undefined || memory.length < length)
    memory = Buffer.allocUnsafeSlow(Math.max(length, LEAST_MEMORY_BYTES));
  // All of it to where what is behind the name belongs; what is in front of it back to the start.
  memory.set(data, growth);
  memory.copyWithin(0, growth, growth + start);
  writeString(memory, start, name);
  memory.fill(0, data.length + growth, length);
  adjustPayloadLength(memory, length - data.length);
  return memory.subarray(0, length);
}

/** A copy of the text that V8 writes in one piece. */
export function flat(text: string): string {
  return Buffer.from(text).toString();
}

/** Whether a script can be given that name. */
export function isLatin1(text: string): boolean {
  return !BEYOND_LATIN1.test(text);
}

function inWholeWords(bytes: number): number {
  return Math.ceil(bytes / WORD_BYTES) * WORD_BYTES;
}

function adjustPayloadLength(data: Buffer, growth: number): void {
  data.writeUInt32LE(data.readUInt32LE(PAYLOAD_LENGTH_OFFSET) + growth, PAYLOAD_LENGTH_OFFSET);
}

/** Words of hash, length and characters. */
function wordsOf(text: string): number {
  return Math.ceil((4 + 4 + text.length) / WORD_BYTES);
}

function encodeString(text: string): Buffer {
  const bytes = Buffer.alloc(sizeOfString(text));
  writeString(bytes, 0, text);
  return bytes;
}

function sizeOfString(text: string): number {
  const words = wordsOf(text);
  return 1 + sizeOfNumber(words + 1) + 1 + sizeOfRawData(words) + words * WORD_BYTES;
}

function sizeOfRawData(words: number): number {
  return words <= MOST_SHORT_WORDS ? 1 : 1 + sizeOfNumber(words);
}

function writeString(into: Buffer, at: number, text: string): void {
  const words = wordsOf(text);
  let next = into.writeUInt8(NEW_OBJECT, at);
  next = writeNumber(into, next, words + 1);
  next = into.writeUInt8(STRING_MAP, next);
  next =
    words <= MOST_SHORT_WORDS
      ? into.writeUInt8(FIRST_SHORT_RAW_DATA + words - 1, next)
      : writeNumber(into, into.writeUInt8(RAW_DATA, next), words);
  const end = next + words * WORD_BYTES;
  next = into.writeUInt32LE(EMPTY_HASH, next);
  next = into.writeUInt32LE(text.length, next);
  next += into.write(text, next, 'latin1');
  into.fill(0, next, end);
}

function sizeOfNumber(value: number): number {
  const shifted = value * 4;
  return shifted > 0xffffff ? 4 : shifted > 0xffff ? 3 : shifted > 0xff ? 2 : 1;
}

function writeNumber(into: Buffer, at: number, value: number): number {
  const bytes = sizeOfNumber(value);
  return into.writeUIntLE(value * 4 + bytes - 1, at, bytes);
}

/** The same as {@link encodeString} writes it, but for its map and its hash. */
function findString(data: Buffer, text: string): { readonly start: number; readonly end: number } | null {
  const wanted = encodeString(text);
  const words = wordsOf(text);
  const body = wanted.length - words * WORD_BYTES;
  const map = body - sizeOfRawData(words) - 1;
  const content = wanted.subarray(body + 4, body + 8 + text.length);
  for (let at = data.indexOf(content); at !== -1; at = data.indexOf(content, at + 1)) {
    const start = at - 4 - body;
    const isSame = (from: number, to: number): boolean =>
      data.subarray(start + from, start + to).equals(wanted.subarray(from, to));
    if (start < 0 || !isSame(0, map) || !isSame(map + 1, body)) continue;
    const kind = data[start + map];
    if (kind !== undefined && kind >= FIRST_MAP && kind < FIRST_SHORT_RAW_DATA)
      return { start, end: start + wanted.length };
  }
  return null;
}
