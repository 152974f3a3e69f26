// Which packages only development needs, by the tree that npm's own library finds on the disk.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type Arborist from '@npmcli/arborist';
import { ZipImportError } from '../../lib/errors.ts';

type TreeNode = Awaited<ReturnType<InstanceType<typeof Arborist>['loadActual']>>;

/**
 * Folders and links of packages, as '/'-separated names, that neither the root nor a workspace needs to run: those that only
 * "devDependencies" lead to, and those that nothing leads to. Folders of a pnpm store end with '/'.
 * @throws ERR_ZIPIMPORT_PACK_UNREADABLE when the tree cannot be read
 */
export async function developmentNames(directory: string): Promise<readonly string[]> {
  const real = realpathSync(directory);
  const needed = new Set<string>();
  const all = new Set<string>();
  for (const folder of [real, ...projectsOfPnpm(real)]) {
    const root = await load(folder);
    const nodes = [...root.inventory.values()];
    for (const node of nodes) if (node !== root) all.add(node.path);
    const workspaces = new Set(root.workspaces?.values());
    const visited = new Set<TreeNode>();
    for (const node of [root, ...nodes.filter(({ path: at }) => workspaces.has(at))]) follow(node, visited);
    for (const node of visited) needed.add(node.path);
  }
  const nameOf = (file: string): string => path.relative(real, file).split(path.sep).join('/');
  const names = { needed: new Set<string>(), unneeded: new Set<string>() };
  for (const file of all) {
    const name = nameOf(file);
    const kind = needed.has(file) ? 'needed' : 'unneeded';
    // pnpm: node_modules/.pnpm/a@1.0.0/node_modules/a. Beside the package lie links to what it needs, which go with it.
    const entry = /^(?:.*\/)?node_modules\/\.pnpm\/[^/]+\//.exec(`${name}/`)?.[0];
    // The folder of such an entry is no package.
    if (entry !== `${name}/`) names[kind].add(name);
    if (entry !== undefined && entry !== `${name}/`) names[kind].add(entry);
  }
  return [...names.unneeded].filter((name) => !names.needed.has(name) && !name.startsWith('..')).sort();
}

/** Everything that runs with `node`, itself and links on the way included. */
function follow(node: TreeNode, visited: Set<TreeNode>): void {
  if (visited.has(node)) return;
  visited.add(node);
  if (node.isLink) {
    follow(node.target, visited);
    return;
  }
  for (const { type, to } of node.edgesOut.values()) if (type !== 'dev' && to !== null) follow(to, visited);
}

async function load(folder: string): Promise<TreeNode> {
  // Large, and only needed here.
  const { default: Tree } = await import('@npmcli/arborist');
  try {
    return await new Tree({ path: folder }).loadActual();
  } catch (cause) {
    const message = `The packages in ${folder} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
    throw new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', message, { cause });
  }
}

/** Folders below `directory` that pnpm installed packages for: npm's library knows nothing of pnpm-workspace.yaml. */
function projectsOfPnpm(directory: string): readonly string[] {
  if (!existsSync(path.join(directory, 'node_modules/.pnpm'))) return [];
  const found: string[] = [];
  function walk(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      const at = path.join(folder, entry.name);
      if (existsSync(path.join(at, 'package.json')) && existsSync(path.join(at, 'node_modules'))) found.push(at);
      walk(at);
    }
  }
  try {
    walk(directory);
  } catch (cause) {
    const message = `${directory} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
    throw new ZipImportError('ERR_ZIPIMPORT_PACK_UNREADABLE', message, { cause });
  }
  return found;
}
