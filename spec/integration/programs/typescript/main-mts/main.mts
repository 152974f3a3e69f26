import { basename } from 'node:path';
import { double, type Pair } from './pair.mts';

const pair: Pair = double(21 as number);
console.log(pair, import.meta.main, basename(import.meta.filename), basename(process.argv[1] as string));
