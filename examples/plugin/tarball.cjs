// A finder for the tarballs that `npm pack` writes: reads the file once and answers from memory. The folder `package/`, which every
// member of such a tarball is in, is left out of the names, so that the tarball looks like the package's own directory.
const { existsSync, readFileSync } = require('node:fs');
const { gunzipSync } = require('node:zlib');

const BLOCK = 512; // Everything in a tar file is padded to this many bytes.
const FOLDER = 'package/';

/** @returns a finder for the tarball at `entry`, or null when there is no such file */
exports.makeTarballFinder = function makeTarballFinder(entry) {
  if (!existsSync(entry)) return null;
  const files = readTar(gunzipSync(readFileSync(entry)), entry);
  const directories = new Map([['', new Set()]]);
  for (const name of files.keys()) addParents(directories, name);
  return {
    entry,
    lookup(name) {
      const file = files.get(name);
      if (file !== undefined) return { name, kind: 'file', size: file.length };
      return directories.has(name) ? { name, kind: 'directory', size: 0 } : undefined;
    },
    list(name) {
      const names = directories.get(name);
      return names === undefined ? undefined : [...names];
    },
    read: (member) => files.get(member.name),
    close() {},
  };
};

/** Name -> content of the regular files. @throws when a header fails its checksum */
function readTar(bytes, entry) {
  const files = new Map();
  let at = 0;
  while (at + BLOCK <= bytes.length && bytes[at] !== 0) {
    const header = bytes.subarray(at, at + BLOCK);
    if (checksum(header) !== octal(header, 148, 8)) throw new Error(`${entry} is damaged: bad tar header at ${at}`);
    const size = octal(header, 124, 12);
    const prefix = text(header, 345, 155);
    const name = (prefix === '' ? '' : `${prefix}/`) + text(header, 0, 100);
    const type = text(header, 156, 1);
    const start = at + BLOCK;
    if ((type === '0' || type === '') && name.startsWith(FOLDER)) {
      files.set(name.slice(FOLDER.length), bytes.subarray(start, start + size));
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/** The sum of all bytes of a header, its own checksum field taken as spaces. */
function checksum(header) {
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : header[at];
  return sum;
}

function text(header, start, length) {
  const field = header.toString('utf8', start, start + length);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}

function octal(header, start, length) {
  return Number.parseInt(text(header, start, length), 8) || 0;
}

/** Enters a name into its directory, and that directory into the one above. */
function addParents(directories, name) {
  const slash = name.lastIndexOf('/');
  const directory = slash === -1 ? '' : name.slice(0, slash);
  const isNew = !directories.has(directory);
  if (isNew) directories.set(directory, new Set());
  directories.get(directory).add(name.slice(slash + 1));
  if (isNew) addParents(directories, directory);
}
