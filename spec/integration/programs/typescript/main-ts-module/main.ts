import { argv } from 'node:process';
import type { Named } from './named.ts';
import named from './named.ts';

const own: Named = named;
console.log(own.name, argv.slice(2), await Promise.resolve<string>('awaited'));
