// Takes the sources of CommonJS modules out of what is packed: compiles them on every Node.js that is asked for and puts stubs in their place.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import ignore from 'ignore';
import { ZipImportError } from '../../../lib/errors.ts';
import { CodeCache } from '../../../loaders/compiled/code-cache.ts';
import { encodeCodeCache, type RecordedCode } from '../../../loaders/compiled/code-cache-writer.ts';
import { type CompiledFor, sourcelessName } from '../../../loaders/compiled/sourceless-format.ts';
import { SOURCELESS_LIST } from '../../../loaders/compiled/sourceless-members.ts';
import type { SourceMember } from '../collect.ts';
import { compilerPath } from '../executable.ts';
import type { ArchiveExtra, PackNote, PackSummary, SourcelessOptions } from '../options.ts';
import type { CompileAnswer, CompileJob } from './job.ts';
import { packageTypes } from './package-types.ts';
import { makeStubs } from './stubs.ts';

/** V8 writes hashes of strings, which otherwise start from another number in each process; who reads them computes them anew. */
const SAME_BYTES = '--hash-seed=1';

/** What becomes of the members. */
export interface CompiledPack {
  /** The same, with stubs as the content of those that were compiled. */
  readonly members: readonly SourceMember[];
  readonly extras: readonly ArchiveExtra[];
  readonly summary: NonNullable<PackSummary['sourceless']>;
}

interface Build {
  readonly compiledFor: CompiledFor;
  readonly cache: CodeCache;
}

/**
 * A module is compiled for every version, or for none: where one of them cannot have it, its source stays.
 * @throws ERR_ZIPIMPORT_COMPILE_FAILED when a Node.js cannot be started or fails
 */
export async function compileMembers(
  members: readonly SourceMember[],
  { nodes = [process.execPath], keep = [] }: SourcelessOptions,
  signal?: AbortSignal,
): Promise<CompiledPack> {
  const keeps = ignore().add([...keep]);
  const typeOf = packageTypes(members);
  const kept = new Map<string, string>();
  const candidates: SourceMember[] = [];
  for (const member of members) {
    if (member.kind !== 'file' || !/\.[cm]?js$/.test(member.name)) continue;
    const isModule = member.name.endsWith('.mjs') || (member.name.endsWith('.js') && typeOf(member.name) === 'module');
    if (isModule) kept.set(member.name, 'ES module');
    else if (keeps.ignores(member.name)) kept.set(member.name, 'as asked for');
    else candidates.push(member);
  }
  const builds: Build[] = [];
  for (const node of nodes) {
    signal?.throwIfAborted();
    const build = await compileOn(node, candidates, kept, signal);
    // Two executables may be the same version.
    if (!builds.some(({ compiledFor: { v8, arch } }) => v8 === build.compiledFor.v8 && arch === build.compiledFor.arch))
      builds.push(build);
  }
  const compiled = candidates.filter(({ name }) => !kept.has(name));
  const stubs = makeStubs(compiled);
  return {
    members: members.map((member) => {
      const content = stubs.get(member.name);
      return content === undefined ? member : { ...member, size: content.length, content };
    }),
    extras: compiled.length === 0 ? [] : [listExtra(builds), ...builds.map((build) => codeExtra(build, stubs))],
    summary: {
      compiledFor: builds.map(({ compiledFor }) => compiledFor),
      modules: compiled.length,
      kept: [...kept].map(([member, note]): PackNote => ({ member, note })),
    },
  };
}

async function compileOn(
  node: string,
  candidates: readonly SourceMember[],
  kept: Map<string, string>,
  signal: AbortSignal | undefined,
): Promise<Build> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zipimport-compile-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const output = path.join(folder, 'code');
    const job: CompileJob = { members: candidates.map(({ name, path }) => ({ name, path })), output };
    const jobFile = path.join(folder, 'job.json');
    writeFileSync(jobFile, JSON.stringify(job));
    const { refused, ...compiledFor } = await answerOf(node, jobFile, signal);
    for (const [name, reason] of refused) kept.set(name, reason);
    const blob = readFileSync(output);
    const cache = CodeCache.open((offset, length) => blob.subarray(offset, offset + length));
    if (cache === null) throw failed(node, 'what it wrote is damaged');
    return { compiledFor, cache };
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

function answerOf(node: string, jobFile: string, signal: AbortSignal | undefined): Promise<CompileAnswer> {
  return new Promise((resolve, reject) => {
    // Flags of whoever packs are not those of the programs that run.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(node, [SAME_BYTES, compilerPath(), jobFile], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill();
    signal?.addEventListener('abort', stop);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err = (err + chunk.toString()).slice(-2000);
    });
    child.on('error', (error) => reject(failed(node, error.message)));
    child.on('close', (code, killed) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(signal.reason);
      else if (code === 0) resolve(JSON.parse(out) as CompileAnswer);
      else reject(failed(node, `it ended with ${killed ?? `exit code ${code}`}: ${err.trim()}`));
    });
  });
}

function failed(node: string, reason: string): ZipImportError {
  return new ZipImportError('ERR_ZIPIMPORT_COMPILE_FAILED', `${node} could not compile the modules: ${reason}`);
}

function listExtra(builds: readonly Build[]): ArchiveExtra {
  const list = JSON.stringify({ compiledFor: builds.map(({ compiledFor }) => compiledFor) });
  return { name: SOURCELESS_LIST, content: Buffer.from(`${list}\n`), method: 'store' };
}

function codeExtra({ compiledFor, cache }: Build, stubs: ReadonlyMap<string, Buffer>): ArchiveExtra {
  const codes: RecordedCode[] = [];
  for (const [name, entry] of cache.entries()) {
    const stub = stubs.get(name);
    const data = stub === undefined ? null : cache.data(entry);
    if (stub === undefined || data === null) continue;
    codes.push({ ...entry, name, sourceCrc: crc32(stub), sourceSize: stub.length, data: Buffer.from(data) });
  }
  return { name: sourcelessName(compiledFor.v8, compiledFor.arch), content: encodeCodeCache(codes), method: 'store' };
}
