// `zipimport pack`: packs a folder into an archive.
import path from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT, type Run } from '../command.ts';
import { json, type Output } from '../output.ts';
import { parseRules } from './methods.ts';
import type { CompileOptions, MethodName, MethodRule, PackOptions, SourcelessOptions } from './options.ts';
import { pack } from './pack.ts';
import { showProgress } from './progress.ts';
import { packReport } from './report.ts';

interface Options {
  readonly output?: string;
  readonly prod?: true;
  readonly exclude?: readonly string[];
  readonly platform?: readonly string[];
  readonly rules?: readonly MethodRule[];
  readonly manifest?: true;
  readonly outsideLinks: NonNullable<PackOptions['outsideLinks']>;
  readonly executable?: true;
  readonly compile?: true | readonly string[];
  readonly warm?: readonly string[];
  readonly sourceless?: true | readonly string[];
  readonly keepSource?: readonly string[];
  readonly index: boolean;
  readonly json?: true;
  readonly quiet?: true;
}

const EXAMPLES = `
Without rules, what is compressed already is stored and everything else deflated at level 6. <patterns> are extensions or globs,
separated by commas, with a level behind a colon: .js,.json:9. Of several rules the first that matches counts.

Examples:
  zipimport pack app -o app.zip --prod
  zipimport pack app -o app.zip --exclude 'test/' '*.map' --platform linux-x64-glibc,linux-arm64-musl
  zipimport pack app -o app.zip --store .node --zstd .js,.json:19
  zipimport pack app -o bin/app --executable
  zipimport pack app -o app.zip --compile --warm 'bin/cli.js --help'
  zipimport pack app -o app.zip --compile node /opt/node24/bin/node
  zipimport pack app -o app.zip --sourceless --keep-source node_modules

Exit codes: 0 packed, 1 failed (nothing is left behind), 2 wrong command line, 130 interrupted.`;

export function define(command: Command, run: Run, output: Output): void {
  // Rules keep the order in which they stand on the command line, whatever their methods.
  const rules: MethodRule[] = [];
  const rule = (method: MethodName, description: string): Option =>
    new Option(`--${method} <patterns>`, description).argParser((text: string) => {
      rules.push(...parseRules(method, text));
      return rules;
    });
  command
    .argument('<folder>', 'what becomes the archive')
    .option('-o, --output <file>', 'path of the archive (default: <folder>.zip)')
    .option('--prod', 'leave out packages that only "devDependencies" lead to, or nothing')
    .option(
      '--exclude <pattern...>',
      'leave out, by patterns as in .gitignore; .zipimportignore in the folder is read, too',
    )
    .option(
      '--platform <names>',
      'leave out what is for other platforms: os-cpu or os-cpu-libc, separated by commas',
      list,
    )
    .addOption(rule('store', 'do not compress'))
    .addOption(rule('deflate', 'compress with deflate, levels 1 to 9'))
    .addOption(rule('zstd', 'compress with zstd, levels 1 to 22; read by Node.js 22.15 and newer'))
    .option('--manifest', 'add .zipimport/manifest.json with the SHA-256 of every member')
    .addOption(
      new Option('--outside-links <how>', 'links that lead out of the folder')
        .choices(['refuse', 'copy', 'drop'])
        .default('refuse'),
    )
    .option(
      '--compile [node...]',
      "run the program from the archive, on each <node>, and pack V8's code caches of the run (default: this Node.js)",
    )
    .option(
      '--warm <command...>',
      "with --compile: run these, too; each a member and its arguments, 'bin/cli.js --help'",
    )
    .option(
      '--sourceless [node...]',
      "pack V8's code of CommonJS modules in place of their source, for each <node> (default: this Node.js), and for no other",
    )
    .option('--keep-source <pattern...>', 'with --sourceless: keep the source of these, by patterns as in .gitignore')
    .option('--no-index', 'leave out .zipimport/index, with which the archive opens faster')
    .option('--executable', 'make a file that runs by itself where there is Node.js, and <file>.cmd for Windows')
    .option('--quiet', 'print nothing but errors')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', EXAMPLES)
    .action(
      run(async (folder: string, options: Options) => {
        const progress = options.quiet || options.json ? undefined : showProgress(process.stderr);
        const interruption = interruptible();
        try {
          const summary = await pack({
            directory: folder,
            output: options.output ?? `${path.resolve(folder)}.zip`,
            methods: rules,
            outsideLinks: options.outsideLinks,
            ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
            ...(options.platform === undefined ? {} : { platforms: options.platform }),
            production: options.prod === true,
            manifest: options.manifest === true,
            executable: options.executable === true,
            index: options.index,
            ...(options.compile === undefined ? {} : { compile: compileOptions(options) }),
            ...(options.sourceless === undefined ? {} : { sourceless: sourcelessOptions(options) }),
            ...(progress === undefined ? {} : { onProgress: progress.update }),
            signal: interruption.signal,
          });
          progress?.stop();
          if (options.json === true) output.out(json(summary));
          else if (options.quiet !== true) output.out(packReport(summary, output.paint));
          return EXIT.ok;
        } catch (error) {
          progress?.stop();
          if (!interruption.signal.aborted) throw error;
          output.err('interrupted; nothing was written\n');
          return interruption.signal.reason as number;
        } finally {
          interruption.end();
        }
      }),
    );
}

function compileOptions({ compile, warm = [] }: Options): CompileOptions {
  return {
    ...(Array.isArray(compile) ? { nodes: compile } : {}),
    warm: warm.map((command) => command.split(' ').filter((word) => word !== '')),
  };
}

function sourcelessOptions({ sourceless, keepSource = [] }: Options): SourcelessOptions {
  return { ...(Array.isArray(sourceless) ? { nodes: sourceless } : {}), keep: keepSource };
}

function list(text: string): string[] {
  return text.split(',').filter((name) => name !== '');
}

/** Turns SIGINT and SIGTERM into an abort, whose reason is the exit code that a shell would give. */
function interruptible(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const onInterrupt = (): void => controller.abort(130);
  const onTerminate = (): void => controller.abort(143);
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    end: () => {
      process.removeListener('SIGINT', onInterrupt);
      process.removeListener('SIGTERM', onTerminate);
    },
  };
}
