// The manifest: what each member must hash to, and one hash over all of it.
import { createHash } from 'node:crypto';
import type { ArchiveExtra } from './options.ts';

/** Where the manifest lies. */
export const MANIFEST_NAME = '.zipimport/manifest.json';

/** One line of the manifest. */
export interface ManifestMember {
  /** As stored; directories end with '/'. */
  readonly name: string;
  /** Permissions and type, octal: '100644'. */
  readonly mode: string;
  readonly size: number;
  /** Of the content (of a link: its target), hexadecimal. */
  readonly sha256: string;
}

export interface Manifest {
  readonly version: 1;
  readonly algorithm: 'sha256';
  /** Hash of all lines `<sha256> <mode> <size> <name>\n`, sorted by name, hexadecimal. */
  readonly root: string;
  readonly members: readonly ManifestMember[];
}

/** @param members sorted by name */
export function makeManifest(members: readonly ManifestMember[]): Manifest {
  const hash = createHash('sha256');
  for (const { name, mode, size, sha256 } of members) hash.update(`${sha256} ${mode} ${size} ${name}\n`);
  return { version: 1, algorithm: 'sha256', root: hash.digest('hex'), members };
}

/** The manifest as a member. */
export function manifestExtra(manifest: Manifest): ArchiveExtra {
  return { name: MANIFEST_NAME, content: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), method: 'store' };
}
