// Installs a locked package list into a folder of its own, once, so that big corpora stay out of the project's node_modules.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MANIFESTS = ['package.json', 'package-lock.json'];

/** A short digest of the given contents, for the stamps that say what a cached thing was made from. */
export function digest(...contents) {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 16);
}

/** Runs npm with `args` in `folder`. Through a shell on Windows, where npm is a batch file. @throws when npm fails */
export function npm(args, folder) {
  const options = { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' };
  if (process.platform === 'win32') return execFileSync(`npm ${args.join(' ')}`, { ...options, shell: true });
  return execFileSync('npm', args, options);
}

/**
 * Installs `source`'s package.json and package-lock.json into `target`, without running install scripts.
 * A stamp with the lock's digest makes the next call return at once.
 * `options` are further ones for npm.
 * @returns the lock's digest, for stamps of what is made from the folder
 */
export function installLocked(source, target, options = []) {
  const lock = digest(...MANIFESTS.map((name) => readFileSync(join(source, name))));
  const stamp = join(target, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return lock;
  console.error(`installing the packages of ${source} into ${target} (once)`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of MANIFESTS) copyFileSync(join(source, name), join(target, name));
  // Some packages of the lists want a newer Node than 20; the warnings about it would bury the result.
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...options], target);
  writeFileSync(stamp, lock);
  return lock;
}
