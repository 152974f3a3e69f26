// What recorded runs add to an archive for resolution: tables of where `require` and `import` led.
import { encodeResolutions } from '../../lib/resolve/resolution-table-writer.ts';
import type { Recorded } from './compile.ts';
import type { ArchiveExtra, WrittenMember } from './options.ts';

/**
 * @param resolutions name of a table -> what goes into it
 * @param written what is in the archive, where it is not the one that was run. Of a run that read other package.json files, because the
 *   folder has changed since, nothing is taken
 */
export function resolutionTables(
  resolutions: Recorded['resolutions'],
  written?: readonly Pick<WrittenMember, 'name' | 'crc32'>[],
): readonly ArchiveExtra[] {
  const checksums = written === undefined ? null : new Map(written.map(({ name, crc32 }) => [name, crc32]));
  return [...resolutions].flatMap(([name, recordings]): ArchiveExtra[] => {
    const current = recordings.filter(
      ({ packages }) => checksums === null || packages.every(([file, crc]) => checksums.get(file) === crc),
    );
    const content = encodeResolutions(current);
    return content === null ? [] : [{ name, content, method: 'store' }];
  });
}
