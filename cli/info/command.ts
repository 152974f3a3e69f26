// `zipimport info`: says what an archive is.
import path from 'node:path';
import type { Command } from 'commander';
import { EXIT, type Run } from '../command.ts';
import { json, type Output, size } from '../output.ts';
import { type Paint, plain } from '../paint.ts';
import { type ArchiveInfo, describeArchive } from './describe.ts';

interface Options {
  readonly check?: true;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  zipimport info app.zip
  zipimport info app.zip --check --json

Exit codes: 0 whole, as far as was looked; 1 refused, damaged, or not what its manifest says; 2 wrong command line.`;

export function define(command: Command, run: Run, output: Output): void {
  command
    .argument('<archive>', 'path of the archive')
    .option('--check', 'read every member and check its size and CRC-32')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(
      run((archive: string, options: Options) => {
        const info = describeArchive(path.resolve(archive), options.check === true);
        output.out(options.json === true ? json(info) : report(info, output.paint ?? plain));
        const isWhole = (info.damaged ?? []).length === 0 && (info.manifest?.differs ?? []).length === 0;
        return isWhole ? EXIT.ok : EXIT.failed;
      }),
    );
}

function report(info: ArchiveInfo, paint: Paint): string {
  const methods = Object.entries(info.methods).map(([method, count]) => `${count} ${method}`);
  const rows: [string, string][] = [
    ['archive', paint('name', info.archive)],
    ['size', `${size(info.size)}, contents ${size(info.contents)}`],
    ['members', [`${info.members}`, ...methods, ...(info.links > 0 ? [`${info.links} links`] : [])].join(', ')],
    ...(info.baseOffset > 0 ? [['in front', size(info.baseOffset)] as [string, string]] : []),
    ['runs by itself', info.executable ? 'yes' : 'no'],
    ['package', info.name === null ? 'none' : `${info.name}${info.version === null ? '' : ` ${info.version}`}`],
    ['entry', info.entry ?? 'none'],
    ...Object.entries(info.engines).map(([name, range]): [string, string] => [`engine ${name}`, range]),
    ['packages', String(info.packages)],
    ['natives', info.natives.length === 0 ? 'none' : listed(info.natives.map((of) => `${of.member} (${of.platform})`))],
    ['code caches', info.caches.length === 0 ? 'none' : listed(info.caches)],
    ...(info.sourceless.length === 0
      ? []
      : [['without source, for', listed(info.sourceless.map(compiledFor))] as [string, string]]),
    ['manifest', manifestLine(info.manifest, paint)],
  ];
  if (info.damaged !== null) {
    const lines = info.damaged.map(({ member, code }) => `${member} [${code}]`);
    const whole = paint('good', 'every member can be read');
    rows.push(['check', lines.length === 0 ? whole : `${paint('bad', 'damaged:')} ${listed(lines)}`]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(
      ([name, value]) =>
        `${paint('heading', name)}${' '.repeat(width - name.length)}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}\n`,
    )
    .join('');
}

function listed(lines: readonly string[]): string {
  return lines.join('\n');
}

function compiledFor({ node, v8, arch }: ArchiveInfo['sourceless'][number]): string {
  return `Node.js ${node} (V8 ${v8}, ${arch})`;
}

function manifestLine(manifest: ArchiveInfo['manifest'], paint: Paint): string {
  if (manifest === null) return 'none';
  const line = `sha256 ${manifest.root}`;
  return manifest.differs.length === 0
    ? line
    : `${line}\n${paint('bad', 'not what it says:')} ${listed(manifest.differs)}`;
}
