// The programs under spec/integration/programs: found, put side by side as a directory and as an archive, run, and their output made comparable.
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipFolder } from '../../scripts/zip-folder.mjs';
import { type Outcome, runNode } from './run-node.ts';

const programs = join(dirname(fileURLToPath(import.meta.url)), '..', 'integration', 'programs');
const MAINS = ['main.mjs', 'main.cjs', 'main.js', 'main.mts', 'main.cts', 'main.ts'];

/** Settings of one program: `program.json` in its folder. */
export interface Settings {
  readonly nodeFlags?: readonly string[];
  readonly args?: readonly string[];
  /** Environment variables beside the spec's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node major versions that have the feature. */
  readonly since?: number;
  /** Node major versions that give another answer, for a reason in docs/differences.md. */
  readonly except?: readonly number[];
}

export interface Program {
  /** Relative to the programs' folder. */
  readonly name: string;
  /** A folder with a main file, or one file. */
  readonly path: string;
  readonly settings: Settings;
}

/** Where the two forms of a program lie. */
export interface Staged {
  /** Folder that holds the directory, called `app.zip`. */
  readonly disk: string;
  /** Folder that holds the archive of the same name. */
  readonly zip: string;
  /** Name of the main file. */
  readonly main: string;
}

/** The programs for this Node version. @param theme folder of the themes, or all */
export function findPrograms(theme = ''): Program[] {
  const major = Number.parseInt(process.versions.node, 10);
  return programsIn(join(programs, theme)).filter(
    ({ settings: { since = 0, except = [] } }) => since <= major && !except.includes(major),
  );
}

function programsIn(folder: string): Program[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const isProgram =
      entry.isFile() || MAINS.some((main) => existsSync(join(path, main))) || existsSync(join(path, 'program.json'));
    return isProgram ? [{ name: relative(programs, path), path, settings: settingsOf(path) }] : programsIn(path);
  });
}

function settingsOf(path: string): Settings {
  const file = join(path, 'program.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Settings) : {};
}

/** The program as `<folder>/<n>d/app.zip` the directory and `<folder>/<n>z/app.zip` the archive: one name, so one output. */
export async function stageProgram({ path }: Program, folder: string, number: number): Promise<Staged> {
  const disk = join(folder, `${number}d`);
  const zip = join(folder, `${number}z`);
  const tree = join(disk, 'app.zip');
  const isFolder = statSync(path).isDirectory();
  const main = isFolder
    ? (MAINS.find((name) => existsSync(join(path, name))) ?? '')
    : `main${path.slice(path.lastIndexOf('.'))}`;
  cpSync(path, isFolder ? tree : join(tree, main), { recursive: true, verbatimSymlinks: true });
  await zipFolder(tree, join(zip, 'app.zip'));
  return { disk, zip, main };
}

/** Runs what lies in `root` after these preloads. */
export function runProgram(root: string, preloads: readonly string[], main: string, settings: Settings): Outcome {
  const { nodeFlags = [], args = [], env } = settings;
  const imports = preloads.flatMap((preload) => ['--import', preload]);
  const outcome = runNode([...imports, ...nodeFlags, join(root, 'app.zip', main), ...args], {
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
    .replace(/^ {4,}at .*(?:node:internal|\/dist\/\w+\.cjs:).*?( \{)?\n/gm, '$1')
    .replace(/^(?:node:internal|\S*\/dist\/\w+\.cjs).*\n.*\n +\^\n/gm, '');
}
