// Finds a Node binary of each major version: the running one, or the one that the npm package node-<platform>-<arch> carries.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm-folder.mjs';

const cache = join(dirname(fileURLToPath(import.meta.url)), '..', '.cache', 'nodes');

/** The major versions that the project supports. */
export const MAJORS = ['20', '22', '24', '26'];

/**
 * The path of a Node binary of this major version, fetched into .cache/nodes when the running one is another.
 * @throws when npm has no such binary for this platform
 */
export async function nodeBinary(major) {
  if (process.versions.node.split('.')[0] === String(major)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(cache, String(major));
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', `${name}@${major}`], folder);
  if (!existsSync(binary)) throw new Error(`${name}@${major} was installed, but ${binary} is not there`);
  return binary;
}

/** Binaries for a comma-separated list of majors, names on the PATH or paths; all supported majors when it is undefined. */
export async function nodeBinaries(list) {
  const wanted = list === undefined ? MAJORS : list.split(',').filter((item) => item !== '');
  return Promise.all(wanted.map((item) => (/^\d+$/.test(item) ? nodeBinary(item) : item)));
}
