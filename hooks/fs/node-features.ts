// Where Node's own answers differ between versions: one constant per behaviour, found by running the same call on 20, 22, 24 and 26.
import fs from 'node:fs';
import path from 'node:path';

const MAJOR: number = Number.parseInt(process.versions.node, 10);

/** statSync with throwIfNoEntry: false gives undefined for a path through a file, too; lstatSync never did. */
export const STAT_FORGIVES_ENOTDIR: boolean = MAJOR >= 22;

/** Recursive readdir for Dirents enters directories that are linked to (nodejs/node#52663). */
export const RECURSIVE_DIRENTS_FOLLOW_LINKS: boolean = MAJOR >= 22;

/** Recursive fs.promises.readdir goes by levels, as the other forms always did; before that, depth first and not through links. */
export const PROMISED_READDIR_GOES_BY_LEVELS: boolean = MAJOR >= 26;

/** Callback and promise readFile name the directory in their EISDIR. */
export const EISDIR_NAMES_PATH: boolean = MAJOR >= 26;

/**
 * Whether openAsBlob fails with the error of stat (24.22 and 26); before that, it did with ERR_INVALID_ARG_VALUE for everything. It came within
 * a major version, so it is found out: by a call that fails, where one is to fail anyway.
 */
export function blobFailsLikeStat(): boolean {
  try {
    fs.openAsBlob(path.join(process.execPath, 'none')).catch(() => {});
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ERR_INVALID_ARG_VALUE';
  }
}
