// The summary of pack for people.
import { counted, size, table } from '../output.ts';
import { type Paint, plain } from '../paint.ts';
import type { PackNote, PackSummary } from './options.ts';

const MOST_LINES = 10;

export function packReport(summary: PackSummary, paint: Paint = plain): string {
  const { output, members, links, bytesIn, bytesOut, methods, packages, natives, warnings, dropped, root } = summary;
  const stored = Object.entries(methods)
    .filter(([, count]) => count > 0)
    .map(([method, count]) => `${count} ${WORDS[method as keyof typeof WORDS]}`)
    .join(', ');
  const linked = links === 0 ? '' : `, ${links} of them links`;
  const how = stored === '' ? '' : ` (${stored})`;
  const lines = [
    `${paint('heading', output)}: ${counted(members, 'member')}${linked}, ${size(bytesIn)} in, ${size(bytesOut)} out${how}`,
    ...summary.companions.map((file) => `${file}: starts it on Windows`),
    ...summary.compiled.map(({ node, modules }) => `code caches for Node.js ${node}: ${counted(modules, 'module')}`),
    ...withoutSource(summary.sourceless),
    ...(root === null ? [] : [`manifest: sha256 ${root}`]),
    ...left('not needed in production', dropped.production, paint),
    ...left('for other platforms', dropped.platform, paint),
    ...left('links to what is not there', dropped.links, paint),
  ];
  const parts = [`${lines.join('\n')}\n`];
  if (packages.length > 1) {
    const rows = packages.map((share) => [share.name, share.members, size(share.size), size(share.compressedSize)]);
    parts.push(table(['largest packages', 'members', 'size', 'packed'], rows, { right: [1, 2, 3], paint }));
  }
  const warn: Paint = (_, text) => paint('warning', text);
  parts.push(notes('native', natives, paint), notes('warning', warnings, warn));
  return parts.filter((part) => part !== '').join('\n');
}

const WORDS = { store: 'stored', deflate: 'deflated', zstd: 'by zstd' } as const;

function withoutSource(sourceless: PackSummary['sourceless']): string[] {
  if (sourceless === null) return [];
  const { compiledFor, modules, kept } = sourceless;
  const reasons = new Map<string, number>();
  for (const { note } of kept) reasons.set(note, (reasons.get(note) ?? 0) + 1);
  const shown = [...reasons].map(([reason, count]) => `${count} ${reason}`).join(', ');
  return [
    `without source: ${counted(modules, 'module')}, for Node.js ${compiledFor.map(({ node }) => node).join(', ')} only`,
    ...(kept.length === 0 ? [] : [`source kept: ${kept.length} (${shown})`]),
  ];
}

function left(reason: string, names: readonly string[], paint: Paint): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 3).join(', ');
  return [paint('quiet', `left out, ${reason}: ${names.length} (${shown}${names.length > 3 ? ', ...' : ''})`)];
}

function notes(head: string, all: readonly PackNote[], paint: Paint): string {
  if (all.length === 0) return '';
  const rest = all.length - MOST_LINES;
  const shown = table(
    [head, ''],
    all.slice(0, MOST_LINES).map(({ member, note }) => [member, note]),
    { paint },
  );
  return rest > 0 ? `${shown}and ${rest} more; --json lists them\n` : shown;
}
