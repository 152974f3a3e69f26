// The file format of texts: the sources that code caches belong to, decoded and put together as V8 wants them, so that a text is a part of a
// string that is there already. Read one by one, a source is looked up, read, checked, put between two texts, decoded and copied onto V8's
// heap, where its garbage collector copies it twice more: a tenth of the start of a large program.
import { BLOB_FOLDER } from './format.ts';

// All numbers u32, little-endian.
//   0 8 bytes 'ZITEXTS1'   8 chunks   12 CRC-32 of the table
//  16 table: for each chunk 0 offset of its data from the start   1 bytes of the data   2 CRC-32 of the data   3 encoding
// The CRC-32 of the table is what entries of code caches know the texts by (format.ts): of others their places are none.
export const TEXTS_MAGIC: Buffer = Buffer.from('ZITEXTS1', 'latin1');
export const TEXTS_HEADER_BYTES = 16;
export const CHUNK_NUMBERS = 4;

/** The encodings of chunks: what is all ASCII is a one-byte string, half as large. */
export const ENCODINGS = ['latin1', 'utf8'] as const;

/** The member. One is for all versions of V8. */
export const TEXTS_NAME: string = `${BLOB_FOLDER}/texts`;

/** Where one text is. */
export interface TextPlace {
  readonly chunk: number;
  /** UTF-16 units from the start of the chunk. */
  readonly start: number;
  /** UTF-16 units. */
  readonly length: number;
}
