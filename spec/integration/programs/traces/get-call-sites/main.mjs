import util from 'node:util';
import { sites } from './sites.cjs';

console.log(sites(util).map(({ functionName, scriptName, lineNumber }) => [functionName, scriptName.startsWith('node:') ? 'node' : scriptName, lineNumber]).filter(([, name]) => name !== 'node'));
