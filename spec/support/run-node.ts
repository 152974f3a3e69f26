// Runs real `node` on the built package and hands back all that it did.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The project's own folder. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built entry point, as a path (for -r) and as a URL (for --import). */
export const REGISTER_PATH: string = join(ROOT, 'dist', 'register.cjs');
export const REGISTER_URL: string = pathToFileURL(REGISTER_PATH).href;

/** A module that does nothing: with any `--import` Node starts the main module through the ES module loader, so the baseline has one too. */
export const NOTHING_URL = 'data:text/javascript,';

/** What a run left behind. */
export interface Outcome {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly input?: string;
}

/** Runs `node` with these arguments, in an environment that no Node or zipimport variable of the caller reaches. */
export function runNode(args: readonly string[], options: RunOptions = {}): Outcome {
  const { NODE_OPTIONS: _options, NODE_PATH: _path, ...rest } = process.env;
  const env = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('ZIPIMPORT_')));
  const { status, signal, stdout, stderr } = spawnSync(options.node ?? process.execPath, args, {
    cwd: options.cwd,
    env: { ...env, ...options.env },
    encoding: 'utf8',
    input: options.input ?? '',
    maxBuffer: 64 * 1024 * 1024,
    // A program that never ends fails its own spec, not the whole run.
    timeout: 60_000,
  });
  return { status, signal, stdout, stderr };
}
