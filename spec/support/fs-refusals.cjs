// Every call that would change an archive, in every form: node fs-refusals.cjs <root> <scratch> <overlay.cjs> <tree>. Prints name -> what came.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const [, , root, scratch, overlay, tree] = process.argv;
require(overlay).mountTree(root, tree);
const fsp = fs.promises;
const there = `${root}/a.txt`;
const fresh = `${root}/new`;
const disk = path.join(scratch, 'disk.txt');
fs.writeFileSync(disk, 'disk');

const calls = {
  appendFile: [there, 'x'],
  chmod: [there, 0o600],
  chown: [there, 0, 0],
  lchown: [there, 0, 0],
  lutimes: [there, 1, 1],
  utimes: [there, 1, 1],
  mkdir: [fresh],
  mkdtemp: [fresh],
  rm: [there],
  rmdir: [`${root}/empty`],
  truncate: [there, 0],
  unlink: [there],
  writeFile: [fresh, 'x'],
  copyFile: [disk, fresh],
  cp: [disk, fresh],
  link: [disk, fresh],
  symlink: ['target', fresh],
  open: [fresh, 'w'],
};
const variants = {
  'rename in': ['rename', disk, fresh],
  'rename out': ['rename', there, path.join(scratch, 'out')],
  'rename inside': ['rename', there, fresh],
  'link out': ['link', there, path.join(scratch, 'out')],
  'copyFile inside': ['copyFile', there, fresh],
  'cp inside': ['cp', there, fresh],
  'mkdir recursive': ['mkdir', `${fresh}/a/b`, { recursive: true }],
  'rm recursive': ['rm', `${root}/dir`, { recursive: true, force: true }],
  'open r+': ['open', there, 'r+'],
  'open a': ['open', there, 'a'],
  'access W_OK': ['access', there, fs.constants.W_OK],
  'write over': ['writeFile', there, 'x'],
  'write into the root': ['mkdir', `${root}/`],
};
for (const [name, args] of Object.entries(calls)) variants[name] = [name, ...args];

(async () => {
  const said = {};
  const note = (name, form, error) => {
    const { code, syscall, errno, message } = error ?? {};
    said[`${name} ${form}`] = [
      code,
      syscall,
      typeof errno,
      message?.replaceAll(root, 'ROOT').replaceAll(scratch, 'SCRATCH'),
    ];
  };
  for (const [name, [call, ...args]] of Object.entries(variants)) {
    try {
      fs[`${call}Sync`](...args);
      note(name, 'sync');
    } catch (error) {
      note(name, 'sync', error);
    }
    await new Promise((resolve) =>
      fs[call](...args, (error) => {
        note(name, 'callback', error);
        resolve();
      }),
    );
    await fsp[call](...args).then(
      () => note(name, 'promise'),
      (error) => note(name, 'promise', error),
    );
  }
  await new Promise((resolve) =>
    fs.createWriteStream(fresh).on('error', (error) => {
      note('createWriteStream', 'stream', error);
      resolve();
    }),
  );
  try {
    process.chdir(`${root}/dir`);
    note('chdir', 'sync');
  } catch (error) {
    note('chdir', 'sync', error);
  }
  process.stdout.write(JSON.stringify(said));
})();
