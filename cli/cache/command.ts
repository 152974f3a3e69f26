// `zipimport cache`: shows, checks and cleans the extraction cache.
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../lib/policy/duration.ts';
import { type ExtractionCache, openExtractionCache } from '../../loaders/native/extraction-cache.ts';
import { EXIT, type Run } from '../command.ts';
import { json, type Output } from '../output.ts';
import { type Paint, plain } from '../paint.ts';
import { readPolicyHere } from '../policy.ts';
import { listReport, removalReport, verifyReport } from './reports.ts';

interface Options {
  readonly directory?: string;
  readonly json?: true;
  readonly olderThan?: number;
}

const EXAMPLES = `
Examples:
  zipimport cache ls
  zipimport cache prune --older-than 30d
  zipimport cache clear --directory /var/cache/app --json

Exit codes: 0 done, 1 failed or (verify) something is wrong, 2 wrong command line.`;

export function define(command: Command, run: Run, output: Output): void {
  /** One subcommand; what `action` returns is printed, as JSON or by `report`. */
  function add<Result>(
    name: string,
    summary: string,
    action: (cache: ExtractionCache, options: Options) => Result,
    report: (result: Result, paint: Paint, cache: ExtractionCache) => string,
    status: (result: Result) => number = () => EXIT.ok,
  ): Command {
    return command
      .command(name)
      .description(summary)
      .option('--directory <path>', 'the cache there, instead of that of the policy or the user')
      .option('--json', 'print JSON')
      .action(
        run(async (options: Options) => {
          const cache = await openCache(options);
          const result = action(cache, options);
          output.out(options.json === true ? json(result) : report(result, output.paint ?? plain, cache));
          return status(result);
        }),
      );
  }

  command.addHelpText('after', EXAMPLES);
  add(
    'dir',
    'print the directory that is used',
    (cache) => {
      const tried = cache.directories();
      return { directory: tried.find(({ problem }) => problem === null)?.directory ?? null, tried };
    },
    ({ directory, tried }) =>
      directory === null
        ? `${tried.map(({ label, directory, problem }) => `${label}${directory === null ? '' : `, ${directory}`}: ${problem}`).join('\n')}\n`
        : `${directory}\n`,
    ({ directory }) => (directory === null ? EXIT.failed : EXIT.ok),
  );
  add('ls', 'list what is extracted', (cache) => cache.list(), listReport);
  add(
    'verify',
    'read everything and compare it with its hash',
    (cache) => cache.verify(),
    (problems, paint, cache) => verifyReport(problems, cache.list().length, paint),
    (problems) => (problems.length === 0 ? EXIT.ok : EXIT.failed),
  );
  add('clear', 'remove everything that no running process uses', (cache) => cache.clear(), removalReport);
  add(
    'prune',
    'remove what was not used for a time',
    (cache, { olderThan = 0 }) => cache.prune(olderThan),
    removalReport,
  ).addOption(
    new Option('--older-than <time>', 'a whole number and s, m, h, d or w, such as 30d')
      .argParser(milliseconds)
      .makeOptionMandatory(),
  );
}

async function openCache({ directory }: Options): Promise<ExtractionCache> {
  const { extract } = await readPolicyHere();
  return openExtractionCache({ directory: directory === undefined ? extract.directory : path.resolve(directory) });
}

function milliseconds(text: string): number {
  const parsed = parseDuration(text);
  if (parsed === null) throw new InvalidArgumentError('It must be a whole number and s, m, h, d or w, such as 30d.');
  return parsed;
}
