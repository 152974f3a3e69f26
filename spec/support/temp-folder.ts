// Folders that a spec fills and that are gone when it ends.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipFolder } from '../../scripts/zip-folder.mjs';

/** Relative '/'-separated name -> content; `{ link }` is a symbolic link with that target. */
export type FileTree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

/** A new folder with its links resolved, so that paths in output can be compared. */
export function makeTempFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'zipimport-spec-')));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a tree of files below `folder`. */
export function writeTree(folder: string, tree: FileTree): void {
  for (const [name, content] of Object.entries(tree)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(path, content);
    else symlinkSync(content.link, path);
  }
}

/** Writes the tree as an archive to `target` (and as a folder beside it, named `<target>.d`). */
export async function writeArchive(target: string, tree: FileTree): Promise<void> {
  writeTree(`${target}.d`, tree);
  await zipFolder(`${target}.d`, target);
}
