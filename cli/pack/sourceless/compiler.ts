// Runs on each Node.js that is compiled for: compiles modules whole and writes their code. A program of its own, dist/cli/compile-members.cjs.
import { readFileSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { encodeCodeCache, type RecordedCode } from '../../../loaders/compiled/code-cache-writer.ts';
import { canImport, spellsImport } from '../../../loaders/compiled/dynamic-imports.ts';
import { KEEPS_NAME, STORED_NAME } from '../../../loaders/compiled/script-name.ts';
import { encodeCode } from '../../../loaders/compiled/sourceless-format.ts';
import type { CompileAnswer, CompileJob } from './job.ts';

// V8 11 (Node.js 20) forgets, of a script that it takes from a code cache, by what its `import()` finds the module loader.
const KEEPS_IMPORT = Number.parseInt(process.versions.v8, 10) >= 12;

const LINES_BEFORE = 1;

function compile(name: string, path: string): RecordedCode | string {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch {
    // Whoever packs the source then says so.
    return 'cannot be read';
  }
  const hasHashbang = source.startsWith('#!');
  const hasImport = KEEPS_IMPORT ? spellsImport(source) : canImport(source, 'script');
  if (hasImport && !KEEPS_IMPORT) return 'import() fails in compiled modules on Node.js 20, also in text that they run';
  const text = `(function (exports, require, module, __filename, __dirname) {\n${hasHashbang ? '//' : ''}${source}\n})`;
  let data: Buffer;
  try {
    data = new Script(text, {
      filename: KEEPS_NAME ? STORED_NAME : name,
      lineOffset: -LINES_BEFORE,
    }).createCachedData();
  } catch (error) {
    // Whatever it is, it is no CommonJS: Node's own detection decides in the same way.
    return error instanceof SyntaxError ? 'no CommonJS module' : String(error);
  }
  // V8 has no code cache for asm.js.
  if (data.length === 0) return 'V8 cannot keep its code (asm.js)';
  return { name, sourceCrc: 0, sourceSize: 0, hasImport, hasHashbang, isModule: false, data: encodeCode(text, data) };
}

/** Functions that are compiled when they are first called would be compiled from a source that is not there. */
function wholly<Result>(action: () => Result): Result {
  setFlagsFromString('--no-lazy');
  try {
    return action();
  } finally {
    setFlagsFromString('--lazy');
  }
}

function run(jobFile: string): void {
  const { members, output } = JSON.parse(readFileSync(jobFile, 'utf8')) as CompileJob;
  const compiled: RecordedCode[] = [];
  const refused: (readonly [string, string])[] = [];
  wholly(() => {
    for (const { name, path } of members) {
      const made = compile(name, path);
      if (typeof made === 'string') refused.push([name, made]);
      else compiled.push(made);
    }
  });
  writeFileSync(output, encodeCodeCache(compiled));
  const { node, v8 } = process.versions;
  const answer: CompileAnswer = { node, v8, arch: process.arch, refused };
  process.stdout.write(JSON.stringify(answer));
}

run(process.argv[2] ?? '');
