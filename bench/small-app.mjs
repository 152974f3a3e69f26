// The small command line as an app of its own: the program and the packages that it needs, out of the corpus.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const PACKAGES = ['chalk', 'execa', 'ora', 'yargs'];

/** Copies the program and its packages from `corpus` into the new folder `target`. */
export function writeSmallApp(corpus, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of ['small-cli.mjs', 'report.cjs']) cpSync(join(corpus, name), join(target, name));
  const pending = PACKAGES.map((name) => join(corpus, 'node_modules', name));
  const copied = new Set();
  while (pending.length > 0) {
    const folder = pending.pop();
    if (copied.has(folder)) continue;
    copied.add(folder);
    cpSync(folder, join(target, relative(corpus, folder)), { recursive: true });
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) pending.push(find(name, folder));
  }
}

/** Where Node finds a package from a folder. */
function find(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(folder)) return folder;
    if (at === dirname(at)) throw new Error(`${name} is not installed for ${from}`);
  }
}
