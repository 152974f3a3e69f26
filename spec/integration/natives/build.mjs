// Compiles a package's addon, where its own prebuilt binaries are not on the npm registry.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm } from '../../../scripts/npm-folder.mjs';

/**
 * Builds `name` of the installed packages for this Node, once, and puts the addon where the package looks for it.
 * @returns whether it is there; false, with a line that says so, where it cannot be compiled
 */
export function buildFromSource(name, installed, node, version) {
  const kept = join(installed, '..', 'natives-built', version, `${name}.node`);
  const wanted = join(installed, 'node_modules', name, 'build', 'Release', `${name.replaceAll('-', '_')}.node`);
  if (!existsSync(kept)) {
    console.error(`compiling ${name} for Node.js ${version} (once)`);
    const gyp = join(npm(['root', '-g']).trim(), 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    // Binaries of the npm registry have the headers beside them, and so have installed ones.
    const nodedir = dirname(dirname(execFileSync(node, ['-p', 'process.execPath'], { encoding: 'utf8' }).trim()));
    const folder = join(installed, 'node_modules', name);
    const { status } = spawnSync(node, [gyp, 'rebuild', '--release', `--nodedir=${nodedir}`], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) {
      console.log(`${version.padEnd(9)} ${name} was not compiled: status ${status}`);
      return false;
    }
    mkdirSync(dirname(kept), { recursive: true });
    cpSync(wanted, kept);
  }
  mkdirSync(dirname(wanted), { recursive: true });
  cpSync(kept, wanted);
  return true;
}
