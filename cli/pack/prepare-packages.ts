// Takes the fields that resolution needs out of the package.json files that the recorded runs read: see lib/finders/prepared-packages.ts.
import { openArchive } from '../../lib/archive/archive.ts';
import { fieldsOf, PREPARED_MEMBER, PREPARED_VERSION, type PreparedFile } from '../../lib/finders/prepared-packages.ts';
import type { ArchiveExtra } from './options.ts';

/**
 * @param file an archive with the same contents as the one that is being packed
 * @param read names of the members that were read
 * @returns the member to add, the same for the same files in any order; nothing when no package.json was read
 * @throws what opening and reading the archive throws
 */
export function preparePackages(file: string, read: readonly string[]): readonly ArchiveExtra[] {
  const names = read.filter((name) => /(?:^|\/)package\.json$/.test(name)).sort();
  const packages: Record<string, PreparedFile['packages'][string]> = {};
  const archive = openArchive(file);
  try {
    for (const name of names) {
      const member = archive.lookup(name);
      if (member?.kind !== 'file' || member.crc32 === undefined) continue;
      const fields = fieldsOf(archive.readText(member));
      if (fields !== null) packages[name] = [member.crc32, member.size, fields];
    }
  } finally {
    archive.close();
  }
  if (Object.keys(packages).length === 0) return [];
  const content: PreparedFile = { version: PREPARED_VERSION, packages };
  return [{ name: PREPARED_MEMBER, content: Buffer.from(JSON.stringify(content)), method: 'store' }];
}
