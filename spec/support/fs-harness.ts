// A tree on disk, the same tree under an archive path, and the bundled overlay: what specs of hooks/fs run real Node processes with.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** The overlay as one CommonJS file, with `mountTree(root, tree)`: installs it over a copy in memory of the directory `tree`. */
const ENTRY = `
import fs from 'node:fs';
import path from 'node:path';
import { installFsOverlay } from ${JSON.stringify(path.join(REPOSITORY, 'hooks/fs/overlay.ts'))};
import { memoryFinder } from ${JSON.stringify(path.join(REPOSITORY, 'spec/support/memory-finder.ts'))};
import { PathFinder } from ${JSON.stringify(path.join(REPOSITORY, 'lib/path/path-finder.ts'))};
import { PathHooks } from ${JSON.stringify(path.join(REPOSITORY, 'lib/path/path-hooks.ts'))};
import * as parts from ${JSON.stringify(path.join(REPOSITORY, 'hooks/fs/parts.ts'))};
export { GATED, GATED_PROMISED, UNTOUCHED } from ${JSON.stringify(path.join(REPOSITORY, 'hooks/fs/gated-functions.ts'))};
let loads = 0;
export const partsLoaded = () => loads;
const loadParts = () => { loads += 1; return parts; };
export const install = (locator) => installFsOverlay(locator, false, loadParts);
export function treeOf(directory) {
  const members = { '': { directory: true, mode: fs.statSync(directory).mode } };
  for (const entry of fs.readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(directory, file);
    // Newer versions list what is behind links, too.
    if (fs.realpathSync(path.dirname(file)) !== path.dirname(file)) continue;
    const { mode, mtimeMs, ...stats } = fs.lstatSync(file);
    const kind = mode & fs.constants.S_IFMT;
    members[name.replaceAll(path.sep, '/')] =
      kind === fs.constants.S_IFLNK ? { link: fs.readlinkSync(file) }
      : kind === fs.constants.S_IFDIR ? { directory: true, mode }
      : { content: fs.readFileSync(file), mode, mtimeMs };
  }
  return members;
}
export function mountTree(root, tree) {
  const finder = memoryFinder(root, treeOf(tree));
  const hooks = new PathHooks();
  hooks.add((entry) => (entry === root ? finder : null), { suffixes: ['.zip'] });
  const pathFinder = new PathFinder(hooks);
  pathFinder.finderFor(root);
  const overlay = install(pathFinder);
  overlay.openPromises();
  return overlay.undo;
}
`;

/** Where one spec file works; removed by `remove`. */
export interface FsHarness {
  readonly directory: string;
  /** The tree on the disk. */
  readonly tree: string;
  /** The path of the archive that holds the same tree. A file of that name is there, as an archive would be. */
  readonly archive: string;
  /** The bundle, for `require`. */
  readonly overlay: string;
  /** Runs `source` as CommonJS under `node`; @returns what it wrote to standard output */
  run(node: string, source: string, ...args: readonly string[]): string;
  remove(): void;
}

function writeTree(tree: string): void {
  const seconds = 1_700_000_000;
  const write = (name: string, content: string | Buffer, mode = 0o644): void => {
    const file = path.join(tree, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    fs.chmodSync(file, mode);
    fs.utimesSync(file, seconds, seconds);
  };
  write('a.txt', 'hello\nworld\nand more\n');
  write('bytes.bin', Buffer.from([0xff, 0x00, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f]));
  write('dir/b.txt', 'bee');
  write('dir/c.json', '{"c":1}');
  write('dir/sub/deep/d.txt', 'deep');
  write('dir/\u00fcml\u00e4ut.txt', 'umlaut');
  write('run.sh', '#!/bin/sh\n', 0o755);
  fs.mkdirSync(path.join(tree, 'empty'));
  const links = {
    link: 'a.txt',
    dirlink: 'dir',
    loop: 'loop2',
    loop2: 'loop',
    broken: 'nowhere',
    chain: 'link',
    'dir/sub/up': '../b.txt',
  };
  for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, path.join(tree, name));
  fs.symlinkSync('dir/../dir', path.join(tree, 'up'));
}

/** Builds the tree and the bundle in a new temporary directory. */
export function createFsHarness(): FsHarness {
  const directory = makeTempFolder();
  const tree = path.join(directory, 'tree');
  const archive = path.join(directory, 'app.zip');
  const overlay = path.join(directory, 'overlay.cjs');
  writeTree(tree);
  fs.writeFileSync(archive, 'the bytes of the archive');
  buildSync({
    stdin: { contents: ENTRY, resolveDir: REPOSITORY, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: overlay,
    logLevel: 'error',
  });
  return {
    directory,
    tree,
    archive,
    overlay,
    run(node, source, ...args) {
      const file = path.join(directory, 'program.cjs');
      fs.writeFileSync(file, source);
      return execFileSync(node, [file, ...args], { encoding: 'utf8', cwd: directory, maxBuffer: 1 << 28 });
    },
    remove() {
      removeFolder(directory);
    },
  };
}
