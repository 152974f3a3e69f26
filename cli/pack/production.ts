// Which packages only development needs, by the tree that npm's own library finds on the disk.
import path from 'node:path';
import { ZipImportError } from '../../lib/errors.ts';

/**
 * Folders and links of packages, as '/'-separated names, that neither the root nor a workspace needs to run: those that only
 * "devDependencies" lead to, and those that nothing leads to. Folders of a pnpm store end with '/'.
 * @throws ERR_ZIPIMPORT_PACK_UNREADABLE when the tree cannot be read
 */
export async function developmentNames(directory: string): Promise<readonly string[]> {
  // Large, and only needed here.
  const { default: Arborist } = await import('@npmcli/arborist');
  let nodes: Awaited<ReturnType<InstanceType<typeof Arborist>['loadActual']>>['inventory'];
  try {
    nodes = (await new Arborist({ path: directory }).loadActual()).inventory;
  } catch (cause) {
    const message = `The packages in ${directory} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
    throw new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', message, { cause });
  }
  const needed = new Set<string>();
  const unneeded = new Set<string>();
  for (const node of nodes.values()) {
    if (node.isRoot) continue;
    const name = node.location.split(path.sep).join('/');
    (node.dev || node.extraneous ? unneeded : needed).add(name);
    // pnpm: node_modules/.pnpm/a@1.0.0/node_modules/a. Beside the package lie links to what it needs, which go with it.
    const entry = /^(?:.*\/)?node_modules\/\.pnpm\/[^/]+\//.exec(name)?.[0];
    if (entry !== undefined) (node.dev || node.extraneous ? unneeded : needed).add(entry);
  }
  return [...unneeded].filter((name) => !needed.has(name) && !name.startsWith('..')).sort();
}
