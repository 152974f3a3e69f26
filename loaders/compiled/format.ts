// The file format of a code-cache blob: the V8 code caches of many modules, one after the other, behind a table that says whose they are.
import { OWN_FOLDER } from '../../lib/finders/own-folder.ts';

// All numbers little-endian.
//   0 8 bytes 'ZICACHE1'   8 u32 entries   12 u32 bytes of the table   16 u32 CRC-32 of the two numbers before and the table   20 u32 zero
//   24 table: entries of 28 bytes, then the names, UTF-8
//      0 u32 name length   4 u32 CRC-32 of the source   8 u32 size of the source
//      12 u32 offset of the data from the blob's start   16 u32 length   20 u32 CRC-32 of the data   24 u32 flags
// Data starts at multiples of 8: V8 copies a cache that does not.
export const MAGIC: Buffer = Buffer.from('ZICACHE1', 'latin1');
export const HEADER_BYTES = 24;
export const ENTRY_BYTES = 28;
export const ALIGNMENT = 8;

/** The source spells `import(`. */
export const FLAG_IMPORTS = 1;
/** The source starts with `#!`. */
export const FLAG_HASHBANG = 2;
/** The source is an ES module. */
export const FLAG_MODULE = 4;

/**
 * From how many bytes of sources on the code caches of ES modules are used: the way into Node's loader costs 4 to 5 ms, as much as compiling
 * that much.
 */
export const LEAST_MODULE_SOURCE_BYTES: number = 256 * 1024;

/** The folder of the blobs. */
export const BLOB_FOLDER: string = `${OWN_FOLDER}/compiled`;

/** A blob is of use to this version of V8 on this architecture only; V8 itself checks its flags and the processor's features. */
export function blobName(v8: string = process.versions.v8, architecture: string = process.arch): string {
  return `${v8}-${architecture}.cache`;
}

/** In a recording, the folder of what is recorded of the runtime itself: a folder for each process, in it one for each V8. */
export const RUNTIME_RECORDING = 'runtime';
