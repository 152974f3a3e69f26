// `zipimport explain`: where a specifier leads, step by step, and who would load what is there.
import path from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT, type Run } from '../command.ts';
import { json, type Output, table } from '../output.ts';
import { type Paint, plain } from '../paint.ts';
import { readPolicyHere } from '../policy.ts';
import { type Explanation, explain } from './explain.ts';

interface Options {
  readonly from: string;
  readonly require?: true;
  readonly condition: readonly string[];
  readonly mount: readonly string[];
  readonly json?: true;
}

const EXAMPLES = `
ZIPIMPORT_PATH and the policy of the working directory count, as for a program. Plug-ins are not loaded.

Examples:
  zipimport explain lodash --from app.zip/index.js
  zipimport explain ./config.json --from app.zip/lib/main.cjs --require
  zipimport explain first-plugin --from index.js --mount plugins.zip --json

Exit codes: 0 it leads somewhere that can be loaded, 1 it does not, 2 wrong command line.`;

export function define(command: Command, run: Run, output: Output): void {
  command
    .argument('<specifier>', 'as it stands in an import or require')
    .requiredOption('--from <path>', 'the module that asks; a path through an archive, or on the disk')
    .option('--require', 'explain require() instead of import')
    .addOption(new Option('--condition <name...>', 'more conditions, as node -C').default([], 'none'))
    .addOption(new Option('--mount <entry...>', 'more path entries').default([], 'none'))
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(
      run(async (specifier: string, options: Options) => {
        const policy = await readPolicyHere();
        const named = (process.env['ZIPIMPORT_PATH'] ?? '').split(path.delimiter).filter((entry) => entry !== '');
        const explanation = explain({
          specifier,
          from: path.resolve(options.from),
          kind: options.require === true ? 'require' : 'import',
          conditions: options.condition,
          entries: [...named, ...policy.path, ...options.mount].map((entry) => path.resolve(entry)),
          policy,
        });
        output.out(options.json === true ? json(explanation) : report(explanation, output.paint ?? plain));
        return canLoad(explanation) ? EXIT.ok : EXIT.failed;
      }),
    );
}

function canLoad({ builtin, path: file, finder, loader, native }: Explanation): boolean {
  if (builtin !== null) return true;
  if (file === null) return false;
  // On the disk Node loads; what it makes of it is its own affair.
  if (finder === null) return true;
  return loader !== null && (native === null || (native.order.length > 0 && native.isForThisProcess));
}

function report(explanation: Explanation, paint: Paint): string {
  const { specifier, from, kind, conditions, steps, builtin, error, finder, format, loader, refused, native } =
    explanation;
  const lines = [
    `${paint('heading', `${kind} ${JSON.stringify(specifier)}`)} from ${from}`,
    `conditions: ${conditions.join(', ')}`,
    '',
  ];
  if (steps.length > 0)
    lines.push(
      table(
        ['looked for', 'found'],
        steps.map(({ path, answer }) => [path, paint(answer === 'nothing' ? 'quiet' : 'good', answer)]),
        { paint },
      ),
    );
  if (builtin !== null) lines.push(paint('heading', `-> ${builtin}, Node's own`));
  if (error !== null) lines.push(`${paint('bad', '-> nowhere:')} ${error.message} [${error.code}]`);
  if (explanation.path !== null) {
    lines.push(paint('heading', `-> ${explanation.path}`));
    lines.push(`finder: ${finder === null ? 'none; it is on the disk, and Node loads it' : `zip archive ${finder}`}`);
    lines.push(`format: ${format ?? 'told by the source'}`);
    if (finder !== null) lines.push(`loader: ${loader === null ? paint('bad', 'none') : paint('good', loader)}`);
    for (const { loader: name, reason } of refused)
      lines.push(`${paint('warning', 'refused:')} ${name}, because ${reason}`);
  }
  if (native !== null) {
    const ways = native.order.length === 0 ? paint('bad', 'denied') : native.order.join(', then ');
    lines.push(
      `native: ${native.platform}${native.isForThisProcess ? '' : paint('bad', ', not for this process')}; ${ways}, says ${native.rule}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
