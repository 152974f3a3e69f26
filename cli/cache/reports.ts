// What the cache commands print for people.
import type { CacheEntry, CacheProblem, CacheRemoval } from '../../loaders/native/extraction-cache.ts';
import { size, table } from '../output.ts';
import { type Paint, plain } from '../paint.ts';

/** Enough of an entry's name to tell it from others. */
const KEY_LENGTH = 12;

/** `cache ls`: newest last. */
export function listReport(entries: readonly CacheEntry[], paint: Paint = plain): string {
  if (entries.length === 0) return 'The cache is empty.\n';
  const rows = [...entries]
    .sort((a, b) => a.lastUsed - b.lastUsed)
    .map((entry) => [
      paint('name', short(entry)),
      size(entry.size),
      minute(entry.lastUsed),
      entry.inUse ? paint('good', 'yes') : '',
      names(entry),
    ]);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  return `${table(['Entry', 'Size', 'Last used', 'In use', 'Files'], rows, { right: [1], paint })}${count(entries.length)}, ${size(total)}\n`;
}

/** `cache verify`. */
export function verifyReport(problems: readonly CacheProblem[], entries: number, paint: Paint = plain): string {
  if (problems.length === 0) return `${count(entries)}, ${paint('good', 'all as they should be')}.\n`;
  const lines = problems.map(({ directory, problem }) => `${directory}: ${paint('bad', problem)}`);
  return `${lines.join('\n')}\n${problems.length} of ${count(entries)} not as they should be. They are replaced when they are needed; "zipimport cache clear" removes them.\n`;
}

/** `cache clear` and `cache prune`. */
export function removalReport({ removed, kept, swept }: CacheRemoval, paint: Paint = plain): string {
  const bytes = removed.reduce((sum, entry) => sum + entry.size, 0);
  const left = swept === 0 ? '' : ` and ${swept} left by processes that are gone`;
  const lines = kept.map((entry) => `${paint('warning', 'kept')} ${short(entry)} (${names(entry)}): ${entry.reason}`);
  return `${[...lines, `Removed ${count(removed.length)}, ${size(bytes)}${left}.`].join('\n')}\n`;
}

function short({ key }: CacheEntry): string {
  return key.slice(0, KEY_LENGTH);
}

function names({ files }: CacheEntry): string {
  const [first, ...rest] = files;
  if (first === undefined) return '';
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

/** '2026-01-31 23:59', local time. */
function minute(ms: number): string {
  const date = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
