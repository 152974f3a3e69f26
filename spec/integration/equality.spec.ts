// The promise, measured: every program of spec/integration/programs says the same from a directory and from a zip of that directory.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipFolder } from '../../scripts/zip-folder.mjs';
import { NOTHING_URL, type Outcome, REGISTER_URL, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder } from '../support/temp-folder.ts';

const programs = join(dirname(fileURLToPath(import.meta.url)), 'programs');
const MAINS = ['main.mjs', 'main.cjs', 'main.js', 'main.mts', 'main.cts', 'main.ts'];

/** Settings of one program: `program.json` in its folder. */
interface Settings {
  readonly nodeFlags?: readonly string[];
  readonly args?: readonly string[];
  /** Environment variables beside the spec's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node major versions that have the feature. */
  readonly since?: number;
  /** Node major versions that give another answer, for a reason in docs/differences.md. */
  readonly except?: readonly number[];
}

interface Program {
  readonly name: string;
  /** A folder with a main file, or one file. */
  readonly path: string;
}

function findPrograms(folder: string): Program[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return [{ name: relative(programs, path), path }];
    return MAINS.some((main) => existsSync(join(path, main))) || existsSync(join(path, 'program.json'))
      ? [{ name: relative(programs, path), path }]
      : findPrograms(path);
  });
}

function settingsOf({ path }: Program): Settings {
  const file = join(path, 'program.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Settings) : {};
}

describe('a program in a zip', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  /** The program as `<folder>/<n>/app.zip` the directory and `<folder>/<n>z/app.zip` the archive: one name, so one output. */
  async function stage(program: Program, number: number): Promise<{ disk: string; zip: string; main: string }> {
    const disk = join(folder, `${number}d`);
    const zip = join(folder, `${number}z`);
    const tree = join(disk, 'app.zip');
    const isFolder = statSync(program.path).isDirectory();
    const main = isFolder
      ? (MAINS.find((name) => existsSync(join(program.path, name))) ?? '')
      : `main${program.path.slice(program.path.lastIndexOf('.'))}`;
    cpSync(program.path, isFolder ? tree : join(tree, main), { recursive: true, verbatimSymlinks: true });
    await zipFolder(tree, join(zip, 'app.zip'));
    return { disk, zip, main };
  }

  function run(root: string, preload: string, main: string, settings: Settings): Outcome {
    const { nodeFlags = [], args = [], env } = settings;
    const outcome = runNode(['--import', preload, ...nodeFlags, join(root, 'app.zip', main), ...args], {
      cwd: root,
      ...(env === undefined ? {} : { env }),
    });
    return { ...outcome, stdout: normalise(outcome.stdout, root), stderr: normalise(outcome.stderr, root) };
  }

  /** The two runs differ in the folder they lie in, in process ids, and in which internal functions an error comes from. */
  function normalise(text: string, root: string): string {
    return text
      .replaceAll(root, '<root>')
      .replace(/\(node:\d+\)/g, '(node:<pid>)')
      .replace(/^ {4,}at .*(?:node:internal|(?:zipimport|engine)\.cjs).*?( \{)?\n/gm, '$1')
      .replace(/^(?:node:internal|\S*(?:zipimport|engine)\.cjs).*\n.*\n +\^\n/gm, '');
  }

  findPrograms(programs).forEach((program, number) => {
    const settings = settingsOf(program);
    const major = Number.parseInt(process.versions.node, 10);
    if (settings.since !== undefined && major < settings.since) return;
    if (settings.except?.includes(major) === true) return;

    it(program.name, async () => {
      const { disk, zip, main } = await stage(program, number);
      const expected = run(disk, NOTHING_URL, main, settings);
      const actual = run(zip, REGISTER_URL, main, settings);
      assert.ok(expected.stdout !== '' || expected.stderr !== '', 'a program that says nothing proves nothing');
      assert.deepEqual(actual, expected);
    });
  });
});
