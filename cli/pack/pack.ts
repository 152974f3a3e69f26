// Packs a folder into an archive: the public API `zipimport/pack`, of which the command is a thin shell.
import { statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import zlib from 'node:zlib';
import { ZipImportError } from '../../lib/errors.ts';
import { appendMembers } from './append-members.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { collect, type SourceMember, unreadable } from './collect.ts';
import { packCompiled } from './compiled-pack.ts';
import { type PreparedMember, prepareAll } from './compress.ts';
import { excludes } from './excludes.ts';
import { makeStub, runtimeMembers, writeCompanion } from './executable.ts';
import { type ManifestMember, makeManifest, manifestExtra } from './manifest.ts';
import { compressionOf } from './methods.ts';
import type { ArchiveExtra, PackOptions, PackSummary } from './options.ts';
import { foreignNames } from './platforms.ts';
import { developmentNames } from './production.ts';
import { compileMembers } from './sourceless/compile-members.ts';
import { Summary } from './summary.ts';

export type {
  ArchiveExtra,
  CompileOptions,
  MethodName,
  MethodRule,
  PackageShare,
  PackNote,
  PackOptions,
  PackProgress,
  PackSummary,
  SourcelessOptions,
  WrittenMember,
} from './options.ts';

const FILE_MODE = 0o100644;
const TURN_MILLISECONDS = 20;

/**
 * Writes `options.directory` as an archive. The same folder gives the same bytes: sorted members, fixed times, normal modes.
 * What fails or is stopped leaves nothing behind, and an archive of that name as it was.
 * @throws ERR_ZIPIMPORT_RECORD_FAILED, ERR_ZIPIMPORT_COMPILE_FAILED, ERR_ZIPIMPORT_PACK_UNREADABLE, _PACK_UNWRITABLE, _PACK_NAME_INVALID, _PACK_LINK_OUTSIDE, _PACK_OPTION_INVALID; the signal's reason
 */
export async function pack(options: PackOptions): Promise<PackSummary> {
  return options.compile === undefined ? packOnce(options) : packCompiled(options, options.compile, packOnce);
}

async function packOnce(options: PackOptions): Promise<PackSummary> {
  const directory = path.resolve(options.directory);
  const output = path.resolve(options.output);
  const chosen = await chooseMembers(directory, output, options);
  const { dropped } = chosen;
  options.signal?.throwIfAborted();
  const compiled =
    options.sourceless === undefined ? null : await compileMembers(chosen.members, options.sourceless, options.signal);
  const members = compiled?.members ?? chosen.members;
  const compression = compressionOf(options.methods ?? [], new Set(options.stored));

  const leading = [...(options.executable === true ? runtimeMembers() : []), ...(options.leading ?? [])];
  const writer = openWriter(output, options);
  const stop = (): void => writer.abort();
  // Whoever ends the process on a signal does so before anything asynchronous comes to an end.
  process.once('exit', stop);
  try {
    for (const extra of leading) await addExtra(writer, extra);
    const summary = new Summary();
    const hashes: ManifestMember[] = [];
    const total = { members: members.length, bytes: members.reduce((sum, { size }) => sum + size, 0) };
    let done = 0;
    let bytes = 0;
    const context = { compression, withHash: options.manifest === true, scratch: writer.scratch };
    let turn = Date.now();
    for await (const prepared of prepareAll(members, context)) {
      // Small members pass without a turn of the event loop, which signals and the progress bar wait for.
      if (Date.now() - turn >= TURN_MILLISECONDS) {
        await setImmediate();
        turn = Date.now();
      }
      options.signal?.throwIfAborted();
      await addMember(writer, prepared);
      summary.add(prepared);
      if (prepared.sha256 !== null) hashes.push(manifestMember(prepared, prepared.sha256));
      done += 1;
      bytes += prepared.source.size;
      options.onProgress?.({ members: done, totalMembers: total.members, bytes, totalBytes: total.bytes });
    }
    const manifest = options.manifest === true ? makeManifest(hashes.sort(byStoredName)) : null;
    if (manifest !== null) await addExtra(writer, manifestExtra(manifest));
    for (const extra of compiled?.extras ?? []) await addExtra(writer, extra);
    for (const extra of (await options.extras?.([...writer.written])) ?? []) await addExtra(writer, extra);
    options.signal?.throwIfAborted();
    const bytesOut = await writer.close(options.index === false ? undefined : addIndex);
    const companions = options.executable === true ? [writeCompanion(output)] : [];
    return {
      output,
      ...summary.finish(),
      bytesOut,
      dropped,
      compiled: [],
      sourceless: compiled?.summary ?? null,
      root: manifest?.root ?? null,
      companions,
    };
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    process.removeListener('exit', stop);
  }
}

function addIndex(file: string): void {
  appendMembers(file, []);
}

async function chooseMembers(
  directory: string,
  output: string,
  options: PackOptions,
): Promise<{ readonly members: readonly SourceMember[]; readonly dropped: PackSummary['dropped'] }> {
  assertDirectory(directory);
  // Also what other runs of pack have not finished yet; but not `app.js` beside `app`.
  const isOutput = (file: string): boolean =>
    (options.executable === true && file === `${output}.cmd`) ||
    (file.startsWith(output) && /^(?:\.\d+\.part(?:\.member)?)?$/.test(file.slice(output.length)));
  const isExcluded = excludes(directory, options.exclude ?? []);
  const found = collect(directory, isExcluded, isOutput, options.outsideLinks ?? 'refuse');
  const production = options.production === true ? await developmentNames(directory) : [];
  let members = without(found.members, production);
  const platform = options.platforms === undefined ? [] : foreignNames(members, options.platforms);
  members = without(members, platform);
  // Links to what was left out would lead nowhere; those that led nowhere before stay as they are.
  const kept = dropDangling(members, found.members);
  const links = [...found.droppedLinks, ...kept.links].sort();
  return { members: inOrder(kept.members, options.order ?? []), dropped: { production, platform, links } };
}

function assertDirectory(directory: string): void {
  let isDirectory: boolean;
  try {
    isDirectory = statSync(directory).isDirectory();
  } catch (cause) {
    throw unreadable(directory, cause);
  }
  if (isDirectory) return;
  throw new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', `${directory} is a file. Name the folder to pack.`);
}

/** The members that are neither one of `names` nor below one. */
function without(members: readonly SourceMember[], names: readonly string[]): readonly SourceMember[] {
  if (names.length === 0) return members;
  const gone = new Set(names.map((name) => name.replace(/\/$/, '')));
  return members.filter(({ name }) => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (gone.has(name.slice(0, end))) return false;
    }
    return true;
  });
}

function dropDangling(
  members: readonly SourceMember[],
  before: readonly SourceMember[],
): { readonly members: readonly SourceMember[]; readonly links: readonly string[] } {
  if (members.length === before.length) return { members, links: [] };
  const [there, wasThere] = [nodesOf(members), nodesOf(before)];
  const links = members
    .filter((member) => member.kind === 'link' && !leads(member, there) && leads(member, wasThere))
    .map(({ name }) => name);
  if (links.length === 0) return { members, links };
  // A link may lead to a link that is gone now.
  const rest = dropDangling(without(members, links), before);
  return { members: rest.members, links: [...links, ...rest.links] };
}

/** Name -> target of a link, or null for what is none: files, and folders stored or implied. */
type Nodes = ReadonlyMap<string, string | null>;

function nodesOf(members: readonly SourceMember[]): Nodes {
  const nodes = new Map<string, string | null>([['', null]]);
  for (const { name, kind, target } of members) {
    nodes.set(name, kind === 'link' ? (target ?? '') : null);
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      const folder = name.slice(0, end);
      if (nodes.has(folder)) break;
      nodes.set(folder, null);
    }
  }
  return nodes;
}

// As path_resolution(7): more links than that are a circle.
const MOST_LINKS = 40;

function leads(link: SourceMember, nodes: Nodes): boolean {
  const pending = [...(link.target ?? '').split('/').reverse()];
  let at = path.posix.dirname(link.name) === '.' ? '' : path.posix.dirname(link.name);
  let links = 0;
  while (pending.length > 0) {
    const segment = pending.pop()!;
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const next = at === '' ? segment : `${at}/${segment}`;
    const node = nodes.get(next);
    if (node === undefined) return false;
    if (node === null) at = next;
    else if (++links > MOST_LINKS) return false;
    else pending.push(...node.split('/').reverse());
  }
  return true;
}

function inOrder(members: readonly SourceMember[], order: readonly string[]): readonly SourceMember[] {
  if (order.length === 0) return members;
  const byName = new Map(members.map((member) => [member.name, member]));
  const first = new Set(order.flatMap((name) => byName.get(name) ?? []));
  return [...first, ...members.filter((member) => !first.has(member))];
}

function openWriter(output: string, { executable }: PackOptions): ArchiveWriter {
  return executable === true
    ? new ArchiveWriter(output, makeStub(path.basename(output)), 0o755)
    : new ArchiveWriter(output, new Uint8Array(), 0o644);
}

function storedName({ name, kind }: SourceMember): string {
  return kind === 'directory' ? `${name}/` : name;
}

function byStoredName(a: ManifestMember, b: ManifestMember): number {
  return a.name < b.name ? -1 : 1;
}

function manifestMember({ source, size }: PreparedMember, sha256: string): ManifestMember {
  return { name: storedName(source), mode: source.mode.toString(8).padStart(6, '0'), size, sha256 };
}

async function addMember(writer: ArchiveWriter, prepared: PreparedMember): Promise<void> {
  const { source, method, size, compressedSize, crc32, data } = prepared;
  await writer.add({ name: storedName(source), mode: source.mode, method, size, compressedSize, crc32, data });
}

async function addExtra(writer: ArchiveWriter, { name, content }: ArchiveExtra): Promise<void> {
  const size = content.length;
  const crc32 = zlib.crc32(content);
  await writer.add({ name, mode: FILE_MODE, method: 0, size, compressedSize: size, crc32, data: content });
}
