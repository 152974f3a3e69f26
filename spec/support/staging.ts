// Surroundings that need rights: mounts of one's own, other users. What cannot be had here is listed as pending, with the reason.
import { spawnSync } from 'node:child_process';

/** What a staged spec needs. */
export type Need = 'mounts' | 'users';

const REASONS: Readonly<Record<Need, () => string | null>> = {
  // In user namespaces of one's own, mounts need no root, where the system allows them.
  mounts: () => (namespace() === null ? 'no mount namespaces here (Linux; root, or user namespaces)' : null),
  users: () => (process.getuid?.() === 0 ? null : 'needs root'),
};

/** Options of unshare that work here; null when none do. */
function namespace(): string[] | null {
  const options = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
  return spawnSync('unshare', [...options, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0 ? options : null;
}

/** A spec that is run where it can be staged. */
export function staged(title: string, needs: readonly Need[], body: () => void): void {
  const reasons = needs.flatMap((need) => REASONS[need]() ?? []);
  if (reasons.length === 0) it(title, body);
  else it(`${title}: not staged, ${reasons.join(', ')}`);
}

/**
 * Runs shell lines with mounts that nobody else sees and that are gone afterwards.
 * @returns standard output; standard error goes to this process's
 */
export function inNamespace(lines: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { stdout } = spawnSync('unshare', [...(namespace() ?? []), 'sh', '-ec', lines.join('\n')], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return stdout;
}
