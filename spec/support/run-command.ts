// Runs a command of `zipimport` in this process and hands back what it printed.
import { main } from '../../cli/main.ts';

export interface CommandOutcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export async function runCommand(...args: readonly string[]): Promise<CommandOutcome> {
  let out = '';
  let err = '';
  const status = await main(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}
