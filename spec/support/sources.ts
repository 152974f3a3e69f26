// Reads the project's own sources, for specs that hold them to a rule.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-node.ts';

/** One source file of the project. */
export interface Source {
  /** '/'-separated, relative to the project's folder. */
  readonly name: string;
  readonly text: string;
}

/** Every `.ts` source below a top-level folder; none where there is no such folder. */
export function sourcesOf(folder: string): Source[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
}

// `from '…'` of imports and re-exports, `import '…'`, import('…'), and require('./…'): Node's internal `require` takes names that are no packages.
const IMPORT = /(?:^|[\s(,;=}])(?:(?:from|import|import\()\s*(['"])([^'"\n$]+)\1|require\((['"])(\.[^'"\n]+)\3)/gm;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** The specifiers that a source imports, types included, in their order; what stands in comments is left out. */
export function importsOf(text: string): string[] {
  return [...text.replace(COMMENT, '').matchAll(IMPORT)].map((match) => match[2] ?? match[4] ?? '');
}
