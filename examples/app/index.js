// The app's entry, an ES module: reads options, renders the list and serves it once to itself.
import { createRequire } from 'node:module';
import chalk from 'chalk';
import { addDays, format } from 'date-fns';
import lodash from 'lodash';
import { marked } from 'marked';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { page } from './lib/page.cjs';
import { visit } from './lib/server.cjs';

const options = yargs(hideBin(process.argv))
  .option('items', { type: 'array', default: ['bread', 'milk', 'olives', 'tea'] })
  .parseSync();
const due = format(addDays(new Date(2026, 0, 1), 2), 'd MMMM yyyy');
const columns = lodash.chunk(options.items, 2);
const html = page({ due, intro: marked.parseInline('Bring *everything*'), columns });
const served = await visit(html);

console.log(chalk.bold(`Shopping list, due ${due}`));
console.log(`import.meta.url   ${import.meta.url}`);
console.log(`lodash            ${createRequire(import.meta.url).resolve('lodash')}`);
console.log(`express answered  ${served.status}, ${served.length} characters`);
