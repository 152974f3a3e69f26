// Modules without source: where the archive has their V8 code, and what stands in their place.
import { BLOB_FOLDER, blobName } from './format.ts';
import { COMPILED_EXTENSION, RUN_SYMBOL } from './sourceless-members.ts';

/** One version that was compiled for. */
export interface CompiledFor {
  /** `process.versions.node`, `process.versions.v8`, `process.arch`. */
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
}

/** Content of the member `SOURCELESS_LIST`. */
export interface SourcelessList {
  readonly compiledFor: readonly CompiledFor[];
}

/** The member with the code for that V8: a blob as format.ts has it, of which each entry is what {@link encodeCode} makes. */
export function sourcelessName(v8?: string, arch?: string): string {
  return `${BLOB_FOLDER}/${blobName(v8, arch).replace(/\.cache$/, COMPILED_EXTENSION)}`;
}

/** What a source tells of itself although it is gone. */
export interface StubOptions {
  /** First line with '#!', or ''. */
  readonly hashbang: string;
  /** Names that `import` finds, and modules whose names it finds: what Node's own lexer reads from the source. */
  readonly exports: readonly string[];
  readonly reexports: readonly string[];
  /** Where its source map is, or ''. Positions are those of the source, so that the map fits. */
  readonly sourceMap: string;
}

const BARE_STUB: StubOptions = { hashbang: '', exports: [], reexports: [], sourceMap: '' };

/**
 * What is stored in place of a source. The member stays, so that resolution, "main", "exports" and `fs` find it as before; a table beside
 * the archive's own would have to be asked by all of them. It is a module itself, for all who come by and want a source (hooks of others,
 * the inspector); zipimport runs the code without it. What is behind the first statement is for the lexer: it never runs.
 */
export function stubText({ hashbang, exports, reexports, sourceMap }: StubOptions = BARE_STUB): string {
  const lines = [
    ...(hashbang === '' ? [] : [hashbang]),
    '// Compiled by "zipimport pack --sourceless": the source is not in this archive.',
    `(globalThis[Symbol.for('zipimport')]?.[Symbol.for('${RUN_SYMBOL}')] ?? (() => { throw Object.assign(new Error(__filename + ' has no source; it runs from its ` +
      `archive with zipimport'), { code: 'ERR_ZIPIMPORT_SOURCELESS_UNLOADABLE' }); }))(exports, require, module, __filename, __dirname);`,
  ];
  const names = exports.map((name) => `exports[${JSON.stringify(name)}] = 0;`);
  if (reexports.length > 0) {
    lines.push(
      `0 && (module.exports = { ${reexports.map((specifier) => `...require(${JSON.stringify(specifier)})`).join(', ')} });`,
    );
  }
  if (names.length > 0) lines.push(`if (0) { ${names.join(' ')} }`);
  if (sourceMap !== '') lines.push(`//# sourceMappingURL=${sourceMap}`);
  return `${lines.join('\n')}\n`;
}

const LINE_END = /\r?\n|\r|[\u2028\u2029]/g;
const LINE_BREAK = 10;
const SPACE = 32;

/**
 * The code of one module: the length of each line of its script, as V8 counts characters, and V8's code cache. With the lengths a text of
 * spaces can stand in for the source in which everything is where it was, for stack traces. A multiple of 8 bytes comes before the cache.
 * @param text the script, whole
 */
export function encodeCode(text: string, data: Buffer): Buffer {
  const bytes: number[] = [];
  const put = (length: number): void => {
    let rest = length;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  let start = 0;
  for (const { index, 0: end } of text.matchAll(LINE_END)) {
    // Of two characters the first counts as one of the line.
    put(index - start + end.length - 1);
    start = index + end.length;
  }
  put(text.length - start);
  const head = Buffer.alloc(Math.ceil((4 + bytes.length) / 8) * 8);
  head.writeUInt32LE(bytes.length, 0);
  head.set(bytes, 4);
  return Buffer.concat([head, data]);
}

/** The text that stands in for the source, and V8's code cache, to be changed at will. */
export function decodeCode(code: Buffer): { readonly text: string; readonly data: Buffer } {
  const end = 4 + code.readUInt32LE(0);
  const lengths: number[] = [];
  for (let at = 4; at < end; at++) {
    let length = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = code[at] ?? 0;
      length += (byte % 128) * unit;
      if (byte < 128) break;
      at += 1;
    }
    lengths.push(length);
  }
  const text = Buffer.alloc(
    lengths.reduce((sum, length) => sum + length + 1, -1),
    SPACE,
  );
  let at = 0;
  for (const length of lengths.slice(0, -1)) {
    at += length;
    text[at] = LINE_BREAK;
    at += 1;
  }
  return { text: text.toString('latin1'), data: Buffer.from(code.subarray(Math.ceil(end / 8) * 8)) };
}
