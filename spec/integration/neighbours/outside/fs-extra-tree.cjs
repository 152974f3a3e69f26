const fse = require('fs-extra');
const { mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

exports.main = async (root) => {
  const target = mkdtempSync(join(tmpdir(), 'neighbours-'));
  await fse.copy(join(root, 'lib'), join(target, 'one'));
  fse.copySync(join(root, 'lib'), join(target, 'two'), { filter: (from) => !from.endsWith('.json') });
  await fse.ensureDir(join(target, 'three'));
  await fse.copy(root, join(target, 'three'), { dereference: true });
  console.log(readdirSync(target, { recursive: true }).sort());
  rmSync(target, { recursive: true });
};
