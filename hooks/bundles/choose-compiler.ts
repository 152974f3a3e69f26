// Chooses, before the runtime is there, how its bundles are compiled: with the code caches in the archive that is to be run.
import { dirname } from 'node:path';
import { crc32 } from '../../lib/crc32.ts';
import { statSync } from '../../lib/original-fs.ts';
import { findPolicy } from '../../lib/policy/find-policy.ts';
import { RECORD_RUNTIME_VARIABLE } from '../../loaders/compiled/format.ts';
import { cacheFolder, cachingCompiler, recordingCompiler, setBundleCompiler } from './bundle-compiler.ts';
import { type LeadingMember, leadingMembers, readLeadingMember } from './leading-members.ts';

/** An archive with members of the runtime. */
export interface RuntimeArchive {
  readonly file: string;
  readonly members: ReadonlyMap<string, LeadingMember>;
}

/**
 * Sets the compiler of this thread's bundles. A code cache is code: only that of the archive is taken whose program runs anyway, and none
 * where there is a policy, which might forbid it and cannot be read yet.
 * @param archive null: there is none
 */
export function chooseBundleCompiler(archive: RuntimeArchive | null): void {
  if ((process.env[RECORD_RUNTIME_VARIABLE] ?? '') !== '') {
    setBundleCompiler(recordingCompiler());
    return;
  }
  if (archive === null) return;
  const folder = cacheFolder();
  if (![...archive.members.keys()].some((name) => name.startsWith(folder)) || mayHavePolicy()) return;
  setBundleCompiler(
    cachingCompiler((name) => {
      const member = archive.members.get(name);
      const data = member === undefined ? null : readLeadingMember(archive.file, member);
      return data !== null && data.length === member?.size && crc32(data) === member.crc ? data : null;
    }),
  );
}

/** The archive whose program this process runs, where it starts with members of the runtime; null. */
export function archiveToRun(): RuntimeArchive | null {
  const main = process.argv[1];
  // With --eval the first argument is the program's, and may name data.
  if (main === undefined || (process as { _eval?: string })._eval !== undefined) return null;
  const file = fileOf(main);
  const members = file === null ? null : leadingMembers(file);
  return file === null || members === null || members.size === 0 ? null : { file, members };
}

/** The file that a path names or leads through; null where it names none. */
function fileOf(path: string): string | null {
  for (let at = path; ; at = dirname(at)) {
    try {
      const stats = statSync(at, { throwIfNoEntry: false });
      if (stats !== undefined) return stats.isFile() ? at : null;
    } catch {
      // A path through a file, on some systems.
    }
    if (at === dirname(at)) return null;
  }
}

function mayHavePolicy(): boolean {
  try {
    return findPolicy(process.env, process.cwd()) !== null;
  } catch {
    // The working directory was removed under the process.
    return process.env['ZIPIMPORT_POLICY'] !== undefined;
  }
}
