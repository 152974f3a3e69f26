// `zipimport cache`: shows, checks and cleans the extraction cache.
import type { Command } from 'commander';

export function define(command: Command): void {
  command.option('--json', 'print JSON');
}
