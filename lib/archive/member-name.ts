// What the bytes of a member name mean, and which names are refused. Names are checked, never repaired.
import { isUtf8 } from 'node:buffer';

// The upper half of IBM code page 437, which APPNOTE D.1 makes the encoding of names without the UTF-8 flag.
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * The UTF-8 bytes of a name that holds non-ASCII bytes, or null when the name says that it is UTF-8 and is not.
 * Without the flag, bytes that are valid UTF-8 are UTF-8 (what tools write in practice), others CP437 (what the specification says).
 * @param hasUtf8Flag general purpose bit 11
 */
export function decodeName(raw: Buffer, hasUtf8Flag: boolean): Buffer | null {
  if (isUtf8(raw)) return raw;
  if (hasUtf8Flag) return null;
  let text = '';
  for (const byte of raw) text += byte < 0x80 ? String.fromCharCode(byte) : CP437[byte - 0x80];
  return Buffer.from(text);
}

/** Why a whole archive with a member of that name is refused, or null when the name is fine. */
export function unsafeReason(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.includes('\0')) return 'holds a NUL';
  if (name.startsWith('/')) return 'is absolute';
  if (/^[A-Za-z]:/.test(name)) return 'starts with a drive letter';
  const segments = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (segments.includes('..')) return "holds a '..' segment";
  if (segments.includes('.')) return "holds a '.' segment";
  if (segments.includes('')) return 'holds an empty segment';
  return null;
}
