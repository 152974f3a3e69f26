// Packs twice: once to have an archive that can be run and recorded, which then is given what the runs brought and is run again to record the
// runtime; and once more, with all of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RecordedCode } from '../../loaders/compiled/code-cache-writer.ts';
import { appendMembers } from './append-members.ts';
import { type Recorded, record } from './compile.ts';
import { compiledExtras } from './compiled-extras.ts';
import { registerPath } from './executable.ts';
import type { CompileOptions, PackOptions, PackSummary, WrittenMember } from './options.ts';
import { preparePackages } from './prepare-packages.ts';
import { recordRuntime } from './record-runtime.ts';
import { resolutionTables } from './resolution-tables.ts';

const PATIENCE = 10_000;

/**
 * @param packOnce packs without recording
 * @throws ERR_ZIPIMPORT_RECORD_FAILED, and what `packOnce` throws
 */
export async function packCompiled(
  { compile: _, ...options }: PackOptions,
  { nodes = [process.execPath], warm = [], patience = PATIENCE }: CompileOptions,
  packOnce: (options: PackOptions) => Promise<PackSummary>,
): Promise<PackSummary> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zipimport-pack-'));
  // Removed also where the process is ended by a signal.
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const archive = path.join(folder, 'app.zip');
    const { signal, onProgress: __, sourceless: ___, extras, ...rest } = options;
    const plain = { ...rest, ...(signal === undefined ? {} : { signal }), executable: false, manifest: false };
    await packOnce({ ...plain, output: archive, methods: [{ match: '*', method: 'store' }] });
    const runs = { archive, register: registerPath(), nodes, programs: [[''], ...warm], patience };
    const recorded = await record(runs);
    signal?.throwIfAborted();
    const prepared = preparePackages(archive, recorded.order);
    const compiled = compiledExtras(archive, recorded.caches);
    appendMembers(archive, [...prepared, ...resolutionTables(recorded.resolutions), ...compiled]);
    const runtime = await recordRuntime(runs);
    signal?.throwIfAborted();
    const hasCode = new Set([...recorded.caches.values()].flatMap((codes) => codes.map(({ name }) => name)));
    const summary = await packOnce({
      ...options,
      leading: [...(options.leading ?? []), ...runtime],
      order: [...(options.order ?? []), ...recorded.order],
      // Inflating costs more than code caches leave of compiling. Sources with one lie ready as texts.
      stored: [...(options.stored ?? []), ...recorded.order.filter((name) => !hasCode.has(name))],
      extras: async (written) => [
        ...((await extras?.(written)) ?? []),
        ...prepared,
        ...resolutionTables(recorded.resolutions, written),
        ...(options.sourceless === undefined
          ? compiled
          : compiledExtras(archive, withSource(recorded.caches, written))),
      ],
    });
    return {
      ...summary,
      compiled: [...recorded.modules].map(([node, modules]) => ({ node, modules })),
      warnings: [...summary.warnings, ...recorded.failures],
    };
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

/** The caches without those of modules whose source is not in the archive: they are of no use. */
function withSource(caches: Recorded['caches'], written: readonly WrittenMember[]): Recorded['caches'] {
  const sources = new Map(written.map(({ name, crc32, size }) => [name, `${crc32} ${size}`]));
  const isThere = ({ name, sourceCrc, sourceSize }: RecordedCode): boolean =>
    sources.get(name) === `${sourceCrc} ${sourceSize}`;
  return new Map([...caches].map(([name, codes]) => [name, codes.filter(isThere)]));
}
