// The local header in front of a member's data: read only to be held against the central record, which is the one that counts.
import { CENTRAL_HEADER_SIZE, type CentralRecord } from './central-directory.ts';
import { EXTRA_ZIP64, findExtra } from './extra-fields.ts';
import { i32, u16, u32, u64 } from './little-endian.ts';
import { LOCAL_HEADER_SIZE, LOCAL_SIGNATURE } from './local-signature.ts';

// Local file header, APPNOTE 4.3.7.
//   0 u32 signature   4 u16 version needed   6 u16 flags   8 u16 method   10 u16 DOS time   12 u16 DOS date   14 u32 CRC-32
//   18 u32 compressed size   22 u32 size   26 u16 name length   28 u16 extra length   30 name, extra
const FLAG_ENCRYPTED = 1;
const FLAG_DATA_DESCRIPTOR = 8;

/** A field in which the two headers differ. */
export interface Mismatch {
  readonly field: string;
  readonly expected: string | number;
  readonly actual: string | number;
}

/** Bytes from the start of the local header to the data; 30 bytes of header must be there. */
export function dataStart(header: Uint8Array): number {
  return LOCAL_HEADER_SIZE + u16(header, 26) + u16(header, 28);
}

/**
 * The first field in which the local header contradicts the central record, or null.
 * Sizes and CRC are not compared when bit 3 leaves them to the data descriptor, unless the local header fills them in all the same.
 * @param header the local header with its name and extra field
 * @param record where the central record starts in `directory`
 */
export function findMismatch(
  header: Buffer,
  directory: Buffer,
  record: number,
  central: CentralRecord,
): Mismatch | null {
  if (i32(header, 0) !== LOCAL_SIGNATURE) return differ('signature', LOCAL_SIGNATURE, u32(header, 0));
  const flags = u16(header, 6);
  if ((flags & FLAG_ENCRYPTED) !== (central.flags & FLAG_ENCRYPTED)) return differ('flags', central.flags, flags);
  const method = u16(header, 8);
  if (method !== central.method) return differ('method', central.method, method);
  const nameLength = u16(header, 26);
  const nameStart = record + CENTRAL_HEADER_SIZE;
  const isSameName =
    nameLength === central.nameLength &&
    header.compare(directory, nameStart, nameStart + nameLength, LOCAL_HEADER_SIZE, LOCAL_HEADER_SIZE + nameLength) ===
      0;
  if (!isSameName) {
    const expected = directory.toString('utf8', nameStart, nameStart + central.nameLength);
    return differ('name', expected, header.toString('utf8', LOCAL_HEADER_SIZE, LOCAL_HEADER_SIZE + nameLength));
  }
  return findSizeMismatch(header, flags, nameLength, central);
}

function findSizeMismatch(header: Buffer, flags: number, nameLength: number, central: CentralRecord): Mismatch | null {
  const isDeferred = (flags & FLAG_DATA_DESCRIPTOR) !== 0;
  const crc = u32(header, 14);
  let compressedSize = u32(header, 18);
  let size = u32(header, 22);
  if (compressedSize === 0xffffffff || size === 0xffffffff) {
    const extra = LOCAL_HEADER_SIZE + nameLength;
    let at = findExtra(header, extra, extra + u16(header, 28), EXTRA_ZIP64);
    // The local block must hold both, APPNOTE 4.5.3, size first; some writers hold only what is saturated.
    if (at >= 0) {
      const dataEnd = at + u16(header, at - 2);
      if (size === 0xffffffff && at + 8 <= dataEnd) {
        size = u64(header, at);
        at += 8;
      }
      if (compressedSize === 0xffffffff && at + 8 <= dataEnd) compressedSize = u64(header, at);
    }
  }
  if (crc !== central.crc && !(isDeferred && crc === 0)) return differ('CRC-32', central.crc, crc);
  if (isDeferred && compressedSize === 0 && size === 0) return null;
  if (compressedSize !== central.compressedSize)
    return isDeferred && compressedSize === 0
      ? null
      : differ('compressed size', central.compressedSize, compressedSize);
  if (size !== central.size) return isDeferred && size === 0 ? null : differ('size', central.size, size);
  return null;
}

function differ(field: string, expected: string | number, actual: string | number): Mismatch {
  return { field, expected, actual };
}
