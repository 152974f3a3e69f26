// Runs the programs of fs-programs.cjs in one process and prints what each said: node fs-runner.cjs <root> <scratch> [overlay.cjs]
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');

const [, , root, scratch, overlay, tree] = process.argv;
const { mkdtempSync } = fs;
if (overlay) require(overlay).mountTree(root, tree);

const plain = (value) => {
  if (value instanceof Error) return { error: value.name, message: value.message, ...value };
  if (Array.isArray(value)) return value.map(plain);
  return value;
};
const show = (value) => util.inspect(plain(value), { depth: 9, maxArrayLength: null, breakLength: 150, sorted: true });

(async () => {
  const said = {};
  for (const [name, program] of Object.entries(require('./fs-programs.cjs'))) {
    const place = mkdtempSync(path.join(scratch, 'program-'));
    try {
      said[name] = show(await program(root, place))
        .replaceAll(place, 'SCRATCH')
        .replaceAll(root, 'ROOT');
    } catch (error) {
      said[name] = `FAILED ${error.stack}`;
    }
  }
  process.stdout.write(JSON.stringify(said));
})();
