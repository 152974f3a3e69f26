// Our answers against those of real Node, for a tree of every shape of package and for the packages of this repository.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeError } from '../../../lib/resolve/node-errors.ts';
import { Resolver } from '../../../lib/resolve/resolver.ts';
import { diskView } from '../../support/disk-view.ts';
import { type Answer, answerOfError, askNode, type Question } from '../../support/node-answers.ts';
import { type NodeBinary, nodeBinaries } from '../../support/nodes.ts';
import {
  absoluteSpecifiers,
  PARENTS,
  SPECIFIERS,
  writeAskers,
  writeResolutionTree,
} from '../../support/resolution-tree.ts';

interface Setting {
  readonly name: string;
  readonly flags: readonly string[];
  readonly conditions: readonly string[];
  readonly preserveSymlinks: boolean;
}

const SETTINGS: readonly Setting[] = [
  { name: 'no flags', flags: [], conditions: [], preserveSymlinks: false },
  { name: 'a custom condition', flags: ['-C', 'custom'], conditions: ['custom'], preserveSymlinks: false },
  { name: '--preserve-symlinks', flags: ['--preserve-symlinks'], conditions: [], preserveSymlinks: true },
];

/** Accepted differences: Node 20 keeps the doubled '/' that an odd name or an empty main leaves in the path of a legacy main. */
const isAccepted = (node: NodeBinary, { kind, specifier }: Question): boolean =>
  node.major === 20 && kind === 'import' && ['', '@scope/', 'main-empty-index'].includes(specifier);

const COMMON = ['node', 'module-sync', 'node-addons'];

function answer(resolver: Resolver, question: Question, setting: Setting): Answer {
  const { kind, parent, specifier } = question;
  const { preserveSymlinks } = setting;
  const conditions = new Set([...COMMON, kind === 'require' ? 'require' : 'import', ...setting.conditions]);
  try {
    if (kind === 'require') {
      if (isBuiltin(specifier)) return { found: specifier };
      const parentPaths = resolver.lookupPaths(path.dirname(parent));
      const extensions = ['.js', '.json', '.node'];
      const globalPaths: string[] = [];
      const options = { parentPath: parent, parentPaths, globalPaths, extensions, conditions, preserveSymlinks };
      return { found: resolver.resolveRequire(specifier, options).path };
    }
    const resolution = resolver.resolveImport(specifier, {
      parentURL: pathToFileURL(parent).href,
      conditions,
      preserveSymlinks,
    });
    if (resolution === null) return { found: new URL(specifier, pathToFileURL(parent)).href };
    if ('builtin' in resolution) return { found: resolution.builtin };
    // Node's resolution asks for the format too, and fails when the package.json cannot be read.
    resolver.formatOf(resolution.path);
    return { found: resolution.url };
  } catch (error) {
    const { url } = error as NodeError;
    if (kind === 'locate' && url !== undefined) return { found: url };
    return answerOfError(error);
  }
}

/** As JSON has it, and without what the V8 of newer Nodes adds to its own words about JSON. */
function comparable(answered: Answer): Answer {
  return JSON.parse(JSON.stringify(answered).replaceAll(/ \(line \d+ column \d+\)/g, '')) as Answer;
}

/** Compares all at once and shows the first few differences, which say more than the first one alone. */
function assertSame(
  node: NodeBinary,
  questions: readonly Question[],
  theirs: readonly Answer[],
  setting: Setting,
): void {
  const resolver = new Resolver({ view: diskView(), isBuiltin, nodeVersion: node.version });
  const differences: unknown[] = [];
  for (const [at, question] of questions.entries()) {
    const ours = comparable(answer(resolver, question, setting));
    if (isAccepted(node, question)) continue;
    const expected = comparable(theirs[at] ?? {});
    try {
      assert.deepEqual(ours, expected);
    } catch {
      differences.push({ question, expected, ours });
    }
  }
  assert.equal(theirs.length, questions.length);
  assert.equal(differences.length, 0, JSON.stringify(differences.slice(0, 5), null, 1));
}

// Windows cannot hold the tree's file names; its paths are covered by tables in the specs of the parts.
const describeOnPosix = process.platform === 'win32' ? (): void => {} : describe;

describeOnPosix('Resolver', () => {
  let root: string;
  let scratch: string;
  const cwd = process.cwd();
  before(() => {
    const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'zipimport-resolve-')));
    root = path.join(base, 'tree');
    scratch = path.join(base, 'scratch');
    fs.mkdirSync(scratch);
    writeResolutionTree(root);
    // Hints and `file:main.js` depend on it.
    process.chdir(root);
  });
  after(() => {
    process.chdir(cwd);
    fs.rmSync(path.dirname(root), { recursive: true, force: true });
  });

  for (const node of nodeBinaries()) {
    for (const setting of SETTINGS) {
      for (const kind of ['require', 'import'] as const) {
        it(`answers ${kind} as Node ${node.major} does, with ${setting.name}`, () => {
          const specifiers = [...SPECIFIERS, ...absoluteSpecifiers(root)];
          const questions = PARENTS.flatMap((directory) => {
            const parent = path.join(root, directory, kind === 'require' ? '_ask.cjs' : '_ask.mjs');
            return specifiers.map((specifier) => ({ kind, parent, specifier }));
          });
          assertSame(node, questions, askNode(node, questions, scratch, setting.flags), setting);
        });
      }
    }
  }

  for (const node of nodeBinaries()) {
    it(`answers for every package installed here as Node ${node.major} does`, () => {
      const installed = path.join(cwd, 'node_modules');
      const asking = path.join(scratch, `packages-${node.major}`);
      fs.mkdirSync(asking);
      fs.symlinkSync(installed, path.join(asking, 'node_modules'), 'junction');
      writeAskers(asking);
      const specifiers = packageNames(installed).flatMap((name) =>
        subpaths(installed, name).map((subpath) => name + subpath),
      );
      assert.ok(specifiers.length > 100);
      const questions = specifiers.flatMap((specifier): Question[] => [
        { kind: 'require', parent: path.join(asking, '_ask.cjs'), specifier },
        { kind: 'locate', parent: path.join(asking, '_ask.mjs'), specifier },
      ]);
      const setting: Setting = { name: 'no flags', flags: [], conditions: [], preserveSymlinks: false };
      assertSame(node, questions, askNode(node, questions, scratch), setting);
    });
  }
});

function packageNames(directory: string): string[] {
  const names: string[] = [];
  for (const name of fs.readdirSync(directory)) {
    if (name.startsWith('.')) continue;
    if (!name.startsWith('@')) names.push(name);
    else names.push(...fs.readdirSync(path.join(directory, name)).map((inner) => `${name}/${inner}`));
  }
  return names;
}

/** What can be asked of a package: itself, each key of its "exports", its package.json, its first files. */
function subpaths(directory: string, name: string): string[] {
  const root = path.join(directory, name);
  const { exports } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { exports?: unknown };
  const keys =
    typeof exports === 'object' && exports !== null ? Object.keys(exports).filter((key) => key.startsWith('./')) : [];
  const files = fs.readdirSync(root).flatMap((file) => [`/${file}`, `/${path.parse(file).name}`]);
  return ['', '/', '/package.json', ...keys.map((key) => key.slice(1).replace('*', 'index')), ...files];
}
