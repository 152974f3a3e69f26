// What is for other platforms than the wanted ones: packages by their package.json, prebuilt addons by folder and by their own header.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ZipImportError } from '../../lib/errors.ts';
import type { SourceMember } from './collect.ts';
import { binaryAt } from './natives.ts';

/** One wanted platform. */
export interface Target {
  /** As process.platform. */
  readonly os: string;
  /** As process.arch. */
  readonly cpu: string;
  /** null: either, or a system that has no choice. */
  readonly libc: 'glibc' | 'musl' | null;
}

/** @throws ERR_ZIPIMPORT_PACK_OPTION_INVALID */
export function parseTarget(text: string): Target {
  const [, os, cpu, libc] = /^([a-z0-9]+)-([a-z0-9]+)(?:-(glibc|musl))?$/.exec(text) ?? [];
  if (os === undefined || cpu === undefined || (libc !== undefined && os !== 'linux')) {
    const message = `${text} is no platform. Give process.platform and process.arch, on Linux with the C library: linux-x64-glibc, linux-arm64-musl, darwin-arm64, win32-x64.`;
    throw new ZipImportError('ERR_ZIPIMPORT_PACK_OPTION_INVALID', message);
  }
  return { os, cpu, libc: (libc as Target['libc']) ?? null };
}

/** `os`, `cpu` and `libc` of a package.json. @see https://docs.npmjs.com/cli/configuring-npm/package-json#os */
interface Limits {
  readonly os?: unknown;
  readonly cpu?: unknown;
  readonly libc?: unknown;
}

/** Whether a package with these limits is for one of the targets. */
export function suits({ os, cpu, libc }: Limits, targets: readonly Target[]): boolean {
  return targets.some(
    (target) =>
      admits(os, target.os) && admits(cpu, target.cpu) && (target.libc === null ? true : admits(libc, target.libc)),
  );
}

// As npm does: a list of names, each alone or with '!'; one that is met decides, and only names without '!' ask for a match.
function admits(list: unknown, value: string): boolean {
  const names = typeof list === 'string' ? [list] : Array.isArray(list) ? list.map(String) : [];
  if (names.length === 0 || (names.length === 1 && names[0] === 'any')) return true;
  if (names.includes(`!${value}`)) return false;
  return names.includes(value) || names.every((name) => name.startsWith('!'));
}

/**
 * Folders (ending with '/') and files that are for other platforms only.
 * @throws ERR_ZIPIMPORT_PACK_OPTION_INVALID
 */
export function foreignNames(members: readonly SourceMember[], platforms: readonly string[]): readonly string[] {
  const targets = platforms.map(parseTarget);
  const foreign = new Set<string>();
  for (const { name, kind, path: file } of members) {
    if (kind !== 'file') continue;
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+\/(?=package\.json$)/.exec(name)?.[0];
    if (folder !== undefined && !suits(readLimits(file), targets)) foreign.add(folder);
    const prebuilt = /^(?:.*\/)?prebuilds\/([^/]+)\//.exec(name);
    if (prebuilt !== null && isForeignFolder(prebuilt[1] ?? '', targets)) foreign.add(prebuilt[0]);
    else if (name.endsWith('.node') && !isForTargets(file, targets)) foreign.add(name);
  }
  return [...foreign].sort();
}

function readLimits(file: string): Limits {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    // A package.json that is none says nothing of platforms; whoever imports the package is told.
    return {};
  }
}

// Names as prebuildify makes them: `linux-x64`, `darwin-x64+arm64`. Other names mean something else.
function isForeignFolder(name: string, targets: readonly Target[]): boolean {
  const [, os, archs] = /^(aix|android|darwin|freebsd|linux|openbsd|sunos|win32)-([a-z0-9+]+)$/.exec(name) ?? [];
  if (os === undefined || archs === undefined) return false;
  return !targets.some((target) => target.os === os && archs.split('+').includes(target.cpu));
}

function isForTargets(file: string, targets: readonly Target[]): boolean {
  const tag = /\.(glibc|musl)\.node$/.exec(path.basename(file))?.[1];
  const { os, archs, libc } = binaryAt(file);
  return targets.some(
    (target) =>
      (os === null || os === target.os) &&
      (archs.length === 0 || archs.includes(target.cpu)) &&
      [tag ?? null, libc].every((of) => of === null || target.libc === null || of === target.libc),
  );
}
