#!/usr/bin/env node
// A command line by yargs: its commands are files of a folder that lies where this file lies.
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import * as greet from './commands/greet.mjs';
import * as count from './commands/count.mjs';

await yargs(hideBin(process.argv))
  .command([greet, count])
  .demandCommand(1)
  .strict()
  .locale(process.env.TOOL_LOCALE ?? 'en')
  .epilogue('The end.')
  .wrap(80)
  .parseAsync();
