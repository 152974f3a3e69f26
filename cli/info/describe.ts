// What an archive is: its program, what it asks for, its natives and code caches, and whether it is whole.
import { createHash } from 'node:crypto';
import { type Archive, openArchive } from '../../lib/archive/archive.ts';
import { BLOB_FOLDER } from '../../loaders/compiled/format.ts';
import type { CompiledFor, SourcelessList } from '../../loaders/compiled/sourceless-format.ts';
import { SOURCELESS_LIST } from '../../loaders/compiled/sourceless-members.ts';
import { bufferReader, platformName, readBinary } from '../../loaders/native/platform.ts';
import { type ListedMember, listArchive } from '../archive/records.ts';
import { MANIFEST_NAME, type Manifest, makeManifest } from '../pack/manifest.ts';

export interface ArchiveInfo {
  readonly archive: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly members: number;
  readonly links: number;
  /** Bytes of the contents. */
  readonly contents: number;
  /** Method -> members. */
  readonly methods: Readonly<Record<string, number>>;
  /** Bytes in front of the archive; a stub, a runtime. */
  readonly baseOffset: number;
  /** Starts by itself. */
  readonly executable: boolean;
  /** Of the package.json at its root. */
  readonly name: string | null;
  readonly version: string | null;
  /** What "main", "exports" or an index make of it; null when it has no program at its root. */
  readonly entry: string | null;
  readonly engines: Readonly<Record<string, string>>;
  readonly packages: number;
  readonly natives: readonly { readonly member: string; readonly platform: string }[];
  /** Names of code caches: V8 version and processor. */
  readonly caches: readonly string[];
  /** Versions of Node.js that its modules without source were compiled for; empty where it has none. */
  readonly sourceless: readonly CompiledFor[];
  /** The manifest's root hash, and whether the members still hash to it; null without a manifest. */
  readonly manifest: { readonly root: string; readonly differs: readonly string[] } | null;
  /** With `check`: members whose content cannot be read, and why; null when it was not asked for. */
  readonly damaged: readonly { readonly member: string; readonly code: string }[] | null;
}

interface RootPackage {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly engines?: unknown;
}

/** @param check whether to read every member @throws what opening the archive throws */
export function describeArchive(path: string, check: boolean): ArchiveInfo {
  const { members, fileSize, baseOffset } = listArchive(path);
  const archive = openArchive(path);
  try {
    const root = readJson(archive, 'package.json') as RootPackage | null;
    const manifest = readJson(archive, MANIFEST_NAME) as Manifest | null;
    return {
      archive: path,
      size: fileSize,
      members: members.length,
      links: members.filter(({ kind }) => kind === 'link').length,
      contents: members.reduce((sum, { size }) => sum + size, 0),
      methods: countMethods(members),
      baseOffset,
      executable: members.some(({ name }) => name === '.zipimport/runtime/zipimport.cjs'),
      name: textOf(root?.name),
      version: textOf(root?.version),
      entry: entryOf(archive, root),
      engines: typeof root?.engines === 'object' && root.engines !== null ? { ...root.engines } : {},
      packages: members.filter(({ name }) => /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(name))
        .length,
      natives: nativesOf(archive, members),
      caches: members.flatMap(({ name }) =>
        name.startsWith(`${BLOB_FOLDER}/`) && name.endsWith('.cache') ? [name.slice(BLOB_FOLDER.length + 1)] : [],
      ),
      sourceless: (readJson(archive, SOURCELESS_LIST) as SourcelessList | null)?.compiledFor ?? [],
      manifest: manifest === null ? null : { root: manifest.root, differs: differences(archive, members, manifest) },
      damaged: check ? damaged(archive, members) : null,
    };
  } finally {
    archive.close();
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function readJson(archive: Archive, name: string): unknown {
  const member = archive.lookup(name);
  if (member?.kind !== 'file') return null;
  try {
    return JSON.parse(archive.readText(member));
  } catch {
    return null;
  }
}

function countMethods(members: readonly ListedMember[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, kind } of members) if (kind === 'file') counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

// As the hooks look for it, as far as names tell: hooks/process/entry-point.ts.
function entryOf(archive: Archive, root: RootPackage | null): string | null {
  const main = textOf(root?.main)?.replace(/^\.\//, '').replace(/\/$/, '');
  const candidates = main === undefined ? [] : [main, `${main}.js`, `${main}.json`, `${main}/index.js`];
  const found = [...candidates, 'index.js'].find((name) => archive.lookup(name)?.kind === 'file');
  if (found !== undefined) return found;
  if (root?.exports !== undefined) return `exports ${JSON.stringify(root.exports)}`;
  return ['index.mjs', 'index.cjs'].find((name) => archive.lookup(name)?.kind === 'file') ?? null;
}

function nativesOf(archive: Archive, members: readonly ListedMember[]): ArchiveInfo['natives'] {
  return members
    .filter(({ name, kind }) => kind === 'file' && name.endsWith('.node'))
    .map(({ name }) => ({ member: name, platform: platformOf(archive, name) }));
}

function platformOf(archive: Archive, name: string): string {
  const member = archive.lookup(name);
  try {
    const binary = member === undefined ? null : readBinary(bufferReader(archive.read(member)));
    return binary === null || binary.archs.length === 0 ? 'unknown' : platformName(binary);
  } catch {
    // --check says why.
    return 'damaged';
  }
}

/** Members that are not what the manifest says, that it does not know, or that are gone. */
function differences(archive: Archive, members: readonly ListedMember[], manifest: Manifest): readonly string[] {
  const listed = new Map(manifest.members.map((member) => [member.name, member]));
  const differing: string[] = [];
  for (const { name, kind, size } of members) {
    if (name.startsWith('.zipimport/')) continue;
    const expected = listed.get(name);
    listed.delete(name);
    if (expected === undefined || expected.size !== size || expected.sha256 !== hashOf(archive, name, kind)) {
      differing.push(name);
    }
  }
  differing.push(...listed.keys());
  if (makeManifest(manifest.members).root !== manifest.root) differing.push(MANIFEST_NAME);
  return differing;
}

function hashOf(archive: Archive, name: string, kind: ListedMember['kind']): string | null {
  const hash = createHash('sha256');
  if (kind === 'directory') return hash.digest('hex');
  const member = archive.lookup(name);
  try {
    return member === undefined ? null : hash.update(archive.read(member)).digest('hex');
  } catch {
    return null;
  }
}

function damaged(archive: Archive, members: readonly ListedMember[]): NonNullable<ArchiveInfo['damaged']> {
  return members.flatMap(({ name, kind }) => {
    const member = kind === 'directory' ? undefined : archive.lookup(name);
    if (member === undefined) return [];
    try {
      archive.read(member);
      return [];
    } catch (error) {
      return [{ member: name, code: String((error as { code?: unknown }).code) }];
    }
  });
}
