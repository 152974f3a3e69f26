// The table of commands, in the order in which the help lists them.
import type { CommandEntry } from './command.ts';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'cache',
    summary: 'show, check and clean the directory of extracted members',
    load: () => import('./cache/command.ts'),
  },
];
