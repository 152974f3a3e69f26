// The table of commands, in the order in which the help lists them.
import type { CommandEntry } from './command.ts';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'pack',
    summary: 'make an archive of a folder',
    load: () => import('./pack/command.ts'),
  },
  {
    name: 'ls',
    summary: 'list the members of an archive',
    load: () => import('./ls/command.ts'),
  },
  {
    name: 'info',
    summary: 'say what an archive is',
    load: () => import('./info/command.ts'),
  },
  {
    name: 'explain',
    summary: 'say where a specifier leads, and who would load it',
    load: () => import('./explain/command.ts'),
  },
  {
    name: 'cache',
    summary: 'show, check and clean the directory of extracted members',
    load: () => import('./cache/command.ts'),
  },
];
