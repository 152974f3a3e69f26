// What a command of `zipimport` is: a row of the table in commands.ts, and a module that is loaded when the command is asked for.
import type { Command } from 'commander';
import type { Output } from './output.ts';

/** One row of the table. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** What the module of a command exports. */
export interface CommandModule {
  /** Gives the command its description, arguments, options, examples and action. An action may be asynchronous; it returns the exit code. */
  define(command: Command, run: Run, output: Output): void;
}

/** Wraps an action: its result is the exit code (0 when it returns nothing), and what it throws is printed as an error. */
export type Run = <Parameters extends readonly unknown[]>(
  action: (...parameters: Parameters) => Promise<number | undefined> | number | undefined,
) => (...parameters: Parameters) => Promise<void>;

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** The command could not do its work, or looked for something wrong and found it. */
  failed: 1,
  /** The command line is wrong: unknown command or option, missing argument. */
  usage: 2,
} as const;
