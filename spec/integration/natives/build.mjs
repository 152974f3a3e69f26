// Compiles addons that no package has prebuilt: ours of NAN, and the better-sqlite3 that is made with V8's own interface.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from '../../../scripts/npm-folder.mjs';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), 'nan');

/** Where Node's headers are: binaries of the npm registry have them beside themselves, and so have installed ones. */
function headersOf(node) {
  return dirname(dirname(execFileSync(node, ['-p', 'process.execPath'], { encoding: 'utf8' }).trim()));
}

/**
 * Compiles the addons of ./nan for this Node into nan/<version> of the installed packages: seconds. `plain` is there twice.
 * @returns null, or why they cannot be compiled
 */
export function buildNan(installed, node, version) {
  const include = join(headersOf(node), 'include', 'node');
  if (!existsSync(join(include, 'node.h'))) return `there is no ${join(include, 'node.h')}`;
  const folder = join(installed, 'nan', version);
  for (const name of ['counter', 'one/plain', 'two/plain']) {
    const file = join(folder, `${name}.node`);
    const addon = name.split('/').at(-1);
    const source = join(SOURCES, `${addon}.cc`);
    if (existsSync(file) && statSync(file).mtimeMs > statSync(source).mtimeMs) continue;
    mkdirSync(dirname(file), { recursive: true });
    const { status, error, stderr } = spawnSync(
      'c++',
      [
        ...['-std=c++20', '-shared', '-fPIC', '-w', '-O1'],
        ...[`-DNODE_GYP_MODULE_NAME=${addon}`, '-DBUILDING_NODE_EXTENSION'],
        ...[`-I${include}`, `-I${join(installed, 'node_modules', 'nan')}`],
        ...['-o', file, source],
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) return error === undefined ? stderr : `there is no C++ compiler (${error.message})`;
  }
  return null;
}

/**
 * Builds `name` of the installed packages for this Node, once, which takes minutes, and puts the addon where the package looks for it.
 * @returns null, or why it is not there
 */
export function buildFromSource(name, addon, installed, node, version) {
  const kept = join(installed, '..', 'natives-built', version, `${name}.node`);
  const folder = join(installed, 'node_modules', name);
  const wanted = join(folder, 'build', 'Release', `${addon}.node`);
  if (!existsSync(kept)) {
    console.error(`compiling ${name} for Node.js ${version} (once)`);
    const gyp = join(npm(['root', '-g']).trim(), 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    const { status } = spawnSync(node, [gyp, 'rebuild', '--release', `--nodedir=${headersOf(node)}`], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) return `node-gyp ended with ${status}`;
    mkdirSync(dirname(kept), { recursive: true });
    cpSync(wanted, kept);
  }
  mkdirSync(dirname(wanted), { recursive: true });
  cpSync(kept, wanted);
  return null;
}
