// The fields of a package.json that resolution needs, without making objects of all the others: JSON.parse of whole files took a third of
// the time that `require` spends on finding packages. Node does the same (simdjson, on demand) from version 22 on.

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const COLON = 58;
const COMMA = 44;

/**
 * The values of the wanted top-level keys, parsed.
 * @returns null for whatever is out of the ordinary (not an object, a key with escapes, a repeated key, anything not closed): then the
 *   whole text is JSON.parse's business, and so is saying what is wrong with it
 * @throws SyntaxError when the value of a wanted key is no JSON
 */
export function readFields(text: string, wanted: ReadonlySet<string>): Record<string, unknown> | null {
  const end = text.length;
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPENING_BRACE) return null;
  at = skipSpace(text, at + 1);
  const fields: Record<string, unknown> = {};
  if (text.charCodeAt(at) === CLOSING_BRACE) return isRest(text, at + 1) ? fields : null;
  while (at < end) {
    if (text.charCodeAt(at) !== QUOTE) return null;
    const keyEnd = text.indexOf('"', at + 1);
    if (keyEnd < 0) return null;
    const key = text.slice(at + 1, keyEnd);
    if (key.includes('\\')) return null;
    at = skipSpace(text, keyEnd + 1);
    if (text.charCodeAt(at) !== COLON) return null;
    const start = skipSpace(text, at + 1);
    at = skipValue(text, start);
    if (at < 0) return null;
    if (wanted.has(key)) {
      if (Object.hasOwn(fields, key)) return null;
      fields[key] = JSON.parse(text.slice(start, at));
    }
    at = skipSpace(text, at);
    const code = text.charCodeAt(at);
    if (code === CLOSING_BRACE) return isRest(text, at + 1) ? fields : null;
    if (code !== COMMA) return null;
    at = skipSpace(text, at + 1);
  }
  return null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; )
    code = text.charCodeAt(++at);
  return at;
}

function isRest(text: string, from: number): boolean {
  return skipSpace(text, from) === text.length;
}

/** Behind the string that starts at `from`, or -1. */
function skipString(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return -1;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
}

/** Behind the value that starts at `from`, or -1. Brackets are counted, what is between them is not looked at. */
function skipValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return skipString(text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      if (at < 0) return -1;
      continue;
    }
    if (code === OPENING_BRACE || code === OPENING_BRACKET) depth += 1;
    else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && code === COMMA) return at;
    at += 1;
  }
  return -1;
}
