// Runs a packed program once, to have it recorded.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ZipImportError } from '../../lib/errors.ts';

/** What is run, and on what. */
export interface RecordOptions {
  /** The archive as packed so far. */
  readonly archive: string;
  /** Absolute path of what `zipimport/register` is. */
  readonly register: string;
  /** Executables of Node.js. */
  readonly nodes: readonly string[];
  /** Command lines, each the member to start ('' is what the archive's package.json names) and its arguments. */
  readonly programs: readonly (readonly string[])[];
  /** Milliseconds after which a program is told to end: servers do not by themselves. */
  readonly patience: number;
}

/** What is recorded of a run. */
export interface RunRecording {
  /** Environment variable that has it recorded. */
  readonly variable: string;
  /** Where it goes. */
  readonly folder: string;
  /** Whether there need not be such a program: a folder of packages has none, and others were named. */
  readonly mayBeNone: boolean;
}

/**
 * @returns how it ended, where that was not well; null
 * @throws ERR_ZIPIMPORT_RECORD_FAILED when it cannot be started, or leaves no recording
 */
export function runRecorded(
  options: RecordOptions,
  node: string,
  program: readonly string[],
  { variable, folder, mayBeNone }: RunRecording,
): Promise<string | null> {
  const [member = '', ...args] = program;
  const start = member === '' ? options.archive : join(options.archive, member);
  const command = [node, start, ...args].join(' ');
  const failed = (what: string): ZipImportError =>
    new ZipImportError('ERR_ZIPIMPORT_RECORD_FAILED', `${command} was run to record it and ${what}`, {
      archive: options.archive,
      member,
    });
  return new Promise((resolve, reject) => {
    const child = spawn(node, ['--require', options.register, start, ...args], {
      env: { ...process.env, [variable]: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    const timer = setTimeout(() => child.kill('SIGTERM'), options.patience);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(failed(`could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ending = `ended with ${signal ?? `exit code ${code}`}${said === '' ? '' : `: ${said.trim()}`}`;
      if (readdirSync(folder).length === 0 && !mayBeNone) reject(failed(`left no recording; it ${ending}`));
      else if (mayBeNone && said.includes('ERR_ZIPIMPORT_ENTRY_MISSING')) resolve(null);
      // 143: the recorder ends a program that was told to end, so that it is recorded all the same.
      else resolve(code === 0 || code === 143 ? null : `${command} ended with exit code ${code}: ${errorIn(said)}`);
    });
  });
}

/** The line of a stack trace that says what happened; else the last line. */
function errorIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /^\w*Error\b.*:/.test(line)) ?? lines.at(-1) ?? 'it printed nothing').trim();
}
