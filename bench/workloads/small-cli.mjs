// A small command line: what starts often and does little, where start-up is all that is felt.
import chalk from 'chalk';
import { execa } from 'execa';
import ora from 'ora';
import yargs from 'yargs';
import report from './report.cjs';

const help = await yargs(['--help'])
  .scriptName('small')
  .command('greet <name>', chalk.bold('say hello'))
  .option('loud', { type: 'boolean', describe: chalk.green('shout') })
  .exitProcess(false)
  .getHelp();
const spinner = ora({ isEnabled: false, isSilent: true });
report.reportAtExit(() => help.length + spinner.text.length + typeof execa);
