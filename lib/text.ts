// Bytes -> text, as Node reads a source file.
import { isAscii } from 'node:buffer';

/** UTF-8 decoded. What is all ASCII becomes a one-byte string, which V8 keeps and scans in half the memory. */
export function decodeText(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
