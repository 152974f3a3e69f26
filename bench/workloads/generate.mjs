// Turns the package lists into programs: literal `require` and `import` of each, so that a bundler sees what Node sees.
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMONJS, MODULES } from './packages.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Adds the number of a package's export names, and what its `use` gives, to the checksum. */
function tally({ use }, name) {
  const value = use === undefined ? '0' : `((it) => ${use})(${name})`;
  return `total += Object.keys(${name}).length + ${value};`;
}

function commonJsProgram(loads) {
  const lines = loads.map((load, i) => `const p${i} = require('${load.from}');\n${tally(load, `p${i}`)}`);
  return `'use strict';\nlet total = 0;\nrequire('./report.cjs').reportAtExit(() => total);\n${lines.join('\n')}\n`;
}

function modulesProgram(loads) {
  const imports = loads.map((load, i) => `import * as p${i} from '${load.from}';`);
  const work = loads.map((load, i) => tally(load, `p${i}`));
  const head = `import report from './report.cjs';\n${imports.join('\n')}\nlet total = 0;\nreport.reportAtExit(() => total);\n`;
  return `${head}${work.join('\n')}\n`;
}

/** Which programs there are: file name -> source. The `bundled-` ones hold only what a single-file bundle can run. */
export function programs() {
  const bundles = (load) => load.bundles !== false;
  return {
    'commonjs.cjs': commonJsProgram(COMMONJS),
    'modules.mjs': modulesProgram(MODULES),
    'bundled-commonjs.cjs': commonJsProgram(COMMONJS.filter(bundles)),
    'bundled-modules.mjs': modulesProgram(MODULES.filter(bundles)),
  };
}

/** Packages that the bundles leave out, with the reason. */
export function leftOut() {
  return [...COMMONJS, ...MODULES].filter((load) => load.bundles === false);
}

/** Writes the programs and what they share into `folder`. */
export function writePrograms(folder) {
  for (const [name, source] of Object.entries(programs())) writeFileSync(join(folder, name), source);
  for (const name of ['report.cjs', 'main.cjs', 'disk-files.cjs', 'small-cli.mjs'])
    cpSync(join(here, name), join(folder, name));
}
