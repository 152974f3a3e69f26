// Who wrote a name into the extraction cache, and whether that process is alive: a token that leases and temporary names carry.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { readFileSync, readlinkSync } from '../../lib/original-fs.ts';

/** What another machine or container wrote is taken for alive that long: nobody here can know. */
const FOREIGN_MS: number = 7 * 86_400_000;

/** `<machine>-<process id>-<start of the process>`: the process id alone would be mistaken for that of a later process. */
const TOKEN = /([0-9a-f]{8})-(\d+)-(\d+)/;

let own: string | undefined;

/** The token of this process; all its threads have the same. */
export function ownToken(): string {
  own ??= `${machine()}-${process.pid}-${startOf('self') ?? 0}`;
  return own;
}

/**
 * Whether the process that put its token into `name` may still run.
 * @param name of a file or directory
 * @param ageMs milliseconds since it was last written
 * @returns false only when it is certain; a name without a token is nobody's
 */
export function isOwnerAlive(name: string, ageMs: number): boolean {
  const [, where, pid, start] = TOKEN.exec(name) ?? [];
  if (where === undefined) return false;
  if (where !== machine()) return ageMs < FOREIGN_MS;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(String(pid));
  return now === null || start === '0' || now === start;
}

let machineToken: string | undefined;

/** Process ids mean something within one boot of one machine, and on Linux within one namespace (container). */
function machine(): string {
  machineToken ??= createHash('sha256')
    .update(`${hostname()}\n${read('/proc/sys/kernel/random/boot_id')}\n${namespace()}`)
    .digest('hex')
    .slice(0, 8);
  return machineToken;
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Field 22 of /proc/<pid>/stat, clock ticks since boot; null where there is no such file. The name before it may hold anything. */
function startOf(pid: string): string | null {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
