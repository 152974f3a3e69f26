// The file format of a code-cache blob: the V8 code caches of many modules, one after the other, behind a table that says whose they are.
import { OWN_FOLDER } from '../../lib/finders/own-folder.ts';

// All numbers u32, little-endian.
//   0 8 bytes 'ZICACHE2'   8 entries   12 slots, a power of two, more than entries   16 bytes of the names
//  20 bytes of the sources of all ES modules with a code cache   24 texts that the entries speak of (see texts-format.ts): their id; 0: none
//  28 CRC-32 of bytes 8 to 27 and the table
//  32 table: slots, a number each: an entry's, from 1; 0: none. Entries are in the slot that is the CRC-32 of their source modulo slots, or
//     in the next one that was free. Then the entries, 11 numbers each, then the names, UTF-8
//       0 start of its name   1 bytes of its name   2 CRC-32 of the source   3 size of the source
//       4 offset of the data from the blob's start   5 bytes of the data, 0: there is no code cache, only the text   6 CRC-32 of the data   7 flags
//       8 chunk of its text, NO_CHUNK: none   9 start of its text in the chunk   10 length of its text, in UTF-16 units
// Data starts at multiples of 8: V8 copies a cache that does not. The table is ready to be used: making one of 7000 entries takes 4 ms.
export const MAGIC: Buffer = Buffer.from('ZICACHE2', 'latin1');
export const HEADER_BYTES = 32;
export const ENTRY_NUMBERS = 11;
export const ALIGNMENT = 8;
export const NO_CHUNK = 0xffffffff;

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

/** Environment variable: the folder that recordings go into. `zipimport pack --compile` sets it for the programs that it runs. */
export const RECORD_VARIABLE = 'ZIPIMPORT_RECORD';

/**
 * Environment variable: the folder that code caches of the runtime go into, for `zipimport pack --compile`: a folder for each process, in it
 * one for each V8, in it a file for each bundle.
 */
export const RECORD_RUNTIME_VARIABLE = 'ZIPIMPORT_RECORD_RUNTIME';
