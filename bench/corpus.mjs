// The folder that is measured: the locked corpus with the workload programs beside its node_modules.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest, installLocked } from '../scripts/npm-folder.mjs';
import { programs, writePrograms } from './workloads/generate.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The project's folder. */
export const PROJECT = join(here, '..');
/** The installed corpus; nothing else is kept in it, because the archives are made of it. */
export const CORPUS = join(PROJECT, '.cache', 'bench');
/** Archives, bundles and reports. */
export const OUTPUT = join(PROJECT, '.cache', 'bench-output');

/** Installs the corpus and writes the programs. @returns a digest of both, for the stamps of what is made from them */
export function prepareCorpus() {
  const lock = installLocked(join(here, 'corpus'), CORPUS);
  writePrograms(CORPUS);
  const shared = ['report.cjs', 'main.cjs', 'disk-files.cjs', 'small-cli.mjs'].map((name) =>
    readFileSync(join(CORPUS, name)),
  );
  return digest(lock, JSON.stringify(programs()), ...shared);
}
