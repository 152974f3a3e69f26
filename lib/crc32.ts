// CRC-32, as zip archives have it.
import zlib from 'node:zlib';
import { nodeBinding } from './node-binding.ts';

type Crc32 = (data: Uint8Array, value: number) => number;

let native: Crc32 | undefined;

/**
 * As `crc32` of node:zlib, of which it is the inside: node:zlib brings streams with it, and from Node 26 on a zip library, which is 1 to 2 ms
 * of the start of a program that inflates nothing.
 * @param value the checksum of what is in front of `data`
 */
export function crc32(data: Uint8Array, value = 0): number {
  native ??= nodeBinding<{ readonly crc32?: Crc32 }>('zlib')?.crc32 ?? zlib.crc32;
  return native(data, value);
}
