// Reads the command line, loads the one command that it names, and turns what comes of it into an exit code.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type CommandEntry, EXIT, type Run } from './command.ts';
import { COMMANDS } from './commands.ts';
import { type Output, printError } from './output.ts';

/**
 * Runs `zipimport` with `args`, the command line without the executable and the script.
 * @returns the exit code
 */
export async function main(
  args: readonly string[],
  output: Output,
  commands: readonly CommandEntry[] = COMMANDS,
): Promise<number> {
  let status: number = EXIT.ok;
  const run: Run =
    (action) =>
    async (...parameters) => {
      status = (await action(...parameters)) ?? EXIT.ok;
    };
  const program = new Command('zipimport')
    .description('Import hooks for Node.js with which a zip archive satisfies imports as a directory would.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print the help of a command')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .showHelpAfterError('(--help lists what there is)');
  for (const { name, summary, load } of commands) {
    // Made from the program, so that it takes over how output is written and errors end.
    const command = program.command(name).summary(summary).description(summary);
    if (args.includes(name)) (await load()).define(command, run, output);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has said already what is wrong; of its ends only those that print help or the version on demand are none.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    printError(error, output, args.includes('--json'));
    return EXIT.failed;
  }
  return status;
}

function version(): string {
  // Beside dist/ and cli/ alike.
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
