// Packs twice: once to have an archive that can be run and recorded, and once more with what the runs brought.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { record } from './compile.ts';
import { registerPath } from './executable.ts';
import type { CompileOptions, PackOptions, PackSummary } from './options.ts';
import { preparePackages } from './prepare-packages.ts';

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
    const { signal, onProgress: __, extras, ...rest } = options;
    const plain = { ...rest, ...(signal === undefined ? {} : { signal }), executable: false, manifest: false };
    await packOnce({ ...plain, output: archive, methods: [{ match: '*', method: 'store' }] });
    const programs = [[''], ...warm];
    const recorded = await record({ archive, register: registerPath(), nodes, programs, patience });
    signal?.throwIfAborted();
    const prepared = preparePackages(archive, recorded.order);
    const summary = await packOnce({
      ...options,
      order: [...(options.order ?? []), ...recorded.order],
      // Inflating a source costs more than its code cache leaves of compiling it.
      stored: [...(options.stored ?? []), ...recorded.order],
      extras: async (written) => [...((await extras?.(written)) ?? []), ...prepared, ...recorded.caches],
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
