// Packs a folder into an archive with yazl: the plain tooling that anybody would use, with symbolic links kept as links.
import { createWriteStream, lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

const SYMLINK_MODE = 0o120777;

/** Every file, link and empty directory below `folder`, sorted, as `/`-separated names; directories end with `/`. */
export function listFolder(folder, prefix = '') {
  const names = [];
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true }).sort(byName)) {
    const name = prefix + entry.name;
    if (!entry.isDirectory()) {
      names.push(name);
      continue;
    }
    const inside = listFolder(folder, `${name}/`);
    if (inside.length === 0) names.push(`${name}/`);
    for (const below of inside) names.push(below);
  }
  return names;
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

/**
 * Writes `folder` as an archive to `target`. An interrupted run leaves no half-written archive under that name.
 * @param {object} [options]
 * @param {boolean} [options.compress] deflate (true, the default) or store the members
 * @param {readonly string[]} [options.names] only these members; all of the folder without it
 * @returns how many members the archive has
 */
export async function zipFolder(folder, target, { compress = true, names = listFolder(folder) } = {}) {
  const zip = new yazl.ZipFile();
  for (const name of names) addMember(zip, folder, name, compress);
  zip.end();
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  await pipeline(zip.outputStream, createWriteStream(unfinished));
  renameSync(unfinished, target);
  return names.length;
}

function addMember(zip, folder, name, compress) {
  const path = join(folder, name);
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) {
    const options = { mode: SYMLINK_MODE, mtime: stat.mtime, compress: false };
    zip.addBuffer(Buffer.from(readlinkSync(path)), name, options);
    return;
  }
  if (stat.isDirectory()) zip.addEmptyDirectory(name, { mtime: stat.mtime });
  else zip.addFile(path, name, { compress });
}
