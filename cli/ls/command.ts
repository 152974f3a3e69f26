// `zipimport ls`: lists the members of an archive.
import { type Command, Option } from 'commander';
import picomatch from 'picomatch';
import { type ListedMember, listArchive } from '../archive/records.ts';
import { EXIT, type Run } from '../command.ts';
import { counted, json, type Output, size, table } from '../output.ts';
import { type Paint, plain } from '../paint.ts';

interface Options {
  readonly sort: 'archive' | 'name' | 'size' | 'packed';
  readonly method?: string;
  readonly names?: true;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  zipimport ls app.zip
  zipimport ls app.zip 'node_modules/**/*.node' --sort size
  zipimport ls app.zip --method stored --json

Exit codes: 0 listed, 1 the archive cannot be read or no member matches, 2 wrong command line.`;

export function define(command: Command, run: Run, output: Output): void {
  command
    .argument('<archive>', 'path of the archive')
    .argument('[patterns...]', 'only members whose names match one of these globs, or lie below a folder of that name')
    .addOption(
      new Option('--sort <by>', 'order of the members')
        .choices(['archive', 'name', 'size', 'packed'])
        .default('archive'),
    )
    .option('--method <method>', 'only members stored so: stored, deflate, zstd')
    .option('--names', 'print names only')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(
      run((archive: string, patterns: readonly string[], options: Options) => {
        const wanted = filterOf(patterns, options);
        const members = sorted(listArchive(archive).members.filter(wanted), options.sort);
        if (options.json === true) output.out(json(members));
        else if (options.names === true) output.out(members.map(({ name }) => `${name}\n`).join(''));
        else output.out(report(members, output.paint ?? plain));
        return members.length === 0 && patterns.length > 0 ? EXIT.failed : EXIT.ok;
      }),
    );
}

function filterOf(patterns: readonly string[], { method }: Options): (member: ListedMember) => boolean {
  const matchers = patterns.map((pattern) => {
    const folder = pattern.replace(/\/*$/, '/');
    const glob = picomatch(pattern, { dot: true });
    return (name: string): boolean => glob(name) || name.startsWith(folder);
  });
  return (member) =>
    (method === undefined || member.method === method) &&
    (matchers.length === 0 || matchers.some((matches) => matches(member.name)));
}

function sorted(members: readonly ListedMember[], by: Options['sort']): readonly ListedMember[] {
  if (by === 'archive') return members;
  const compare = {
    name: (a: ListedMember, b: ListedMember) => (a.name < b.name ? -1 : 1),
    size: (a: ListedMember, b: ListedMember) => b.size - a.size,
    packed: (a: ListedMember, b: ListedMember) => b.compressedSize - a.compressedSize,
  }[by];
  return [...members].sort(compare);
}

function report(members: readonly ListedMember[], paint: Paint): string {
  const rows = members.map((member) => [
    paint('quiet', member.mode ?? ''),
    methodOf(member, paint),
    member.size,
    member.compressedSize,
    member.kind === 'file' ? member.name : paint('name', member.name),
  ]);
  const bytes = members.reduce((sum, member) => sum + member.size, 0);
  const packed = members.reduce((sum, member) => sum + member.compressedSize, 0);
  const shown = table(['mode', 'method', 'size', 'packed', 'name'], rows, { right: [2, 3], paint });
  return `${shown}${paint('heading', `${counted(members.length, 'member')}, ${size(bytes)}, packed ${size(packed)}`)}\n`;
}

function methodOf({ encrypted, method, kind }: ListedMember, paint: Paint): string {
  if (encrypted) return paint('bad', `${method}, encrypted`);
  return kind === 'file' ? method : kind;
}
