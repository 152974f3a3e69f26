// What a real Node answers to many (kind, parent, specifier) questions, asked in one process.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { NodeBinary } from './nodes.ts';

/** 'locate' is import.meta.resolve: nothing is run, and what is not there has a URL all the same. */
export type Kind = 'import' | 'require' | 'locate';

export interface Question {
  readonly kind: Kind;
  /** Path of the asking module. */
  readonly parent: string;
  readonly specifier: string;
}

/** Where it led (path or URL), or how it failed. */
export interface Answer {
  readonly found?: string;
  readonly code?: string;
  readonly message?: string;
  readonly shown?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const PROPERTIES = ['url', 'path', 'requestPath', 'requireStack', 'input', 'module'];

/** The parts of an error that callers can see. */
export function answerOfError(error: unknown): Answer {
  const { code, message } = error as { code: string; message: string };
  const properties: Record<string, unknown> = {};
  for (const name of PROPERTIES) {
    if (Object.hasOwn(error as object, name)) properties[name] = (error as Record<string, unknown>)[name];
  }
  return { code, message, shown: String(error).split('\n')[0] ?? '', properties };
}

// Errors that a module raises after it was resolved say nothing about resolution; then where it lies is asked for.
const SCRIPT = `
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
process.removeAllListeners('warning');
const [, , input, output] = process.argv;
const names = ${JSON.stringify(PROPERTIES)};
const after = new Set(['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_IMPORT_ATTRIBUTE_MISSING', 'ERR_UNSUPPORTED_ESM_URL_SCHEME',
  'ERR_DLOPEN_FAILED', 'ERR_IMPORT_ASSERTION_TYPE_MISSING', 'ERR_UNKNOWN_MODULE_FORMAT', 'ERR_UNKNOWN_BUILTIN_MODULE']);
const failure = (error) => {
  const properties = {};
  for (const name of names) if (Object.hasOwn(error, name)) properties[name] = error[name];
  return { code: error.code, message: error.message, shown: String(error).split('\\n')[0], properties };
};
const answers = [];
for (const { kind, parent, specifier } of JSON.parse(fs.readFileSync(input, 'utf8'))) {
  const asker = await import(pathToFileURL(parent));
  try {
    if (kind === 'require') {
      answers.push({ found: asker.default.ask(specifier) });
      continue;
    }
    try {
      if (kind === 'import') await asker.ask(specifier);
    } catch (error) {
      if (!after.has(error.code)) throw error;
    }
    answers.push({ found: asker.where(specifier) });
  } catch (error) {
    answers.push(failure(error));
  }
}
fs.writeFileSync(output, JSON.stringify(answers));
`;

/**
 * Asks a real Node.
 * @param directory for the script and its answers; not inside the tree that is asked about
 * @param flags Node's own, such as `-C custom`
 */
export function askNode(
  node: NodeBinary,
  questions: readonly Question[],
  directory: string,
  flags: readonly string[] = [],
): readonly Answer[] {
  const script = path.join(directory, 'ask.mjs');
  const input = path.join(directory, 'questions.json');
  const output = path.join(directory, `answers-${node.major}.json`);
  fs.writeFileSync(script, SCRIPT);
  fs.writeFileSync(input, JSON.stringify(questions));
  const env = { ...process.env, NODE_OPTIONS: '', NODE_PATH: '' };
  const run = spawnSync(node.path, [...flags, '--no-warnings', script, input, output], { encoding: 'utf8', env });
  if (run.status !== 0) throw new Error(`Node ${node.major} could not be asked: ${run.stderr}${run.error ?? ''}`);
  return JSON.parse(fs.readFileSync(output, 'utf8')) as readonly Answer[];
}
