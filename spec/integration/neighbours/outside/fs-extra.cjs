const fse = require('fs-extra');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

exports.main = async (root) => {
  const at = (name) => join(root, name);
  const target = mkdtempSync(join(tmpdir(), 'neighbours-'));
  console.log(
    await fse.readJson(at('lib/b.json')),
    fse.readJsonSync(at('lib/b.json')),
    fse.readJSONSync(at('a.txt'), { throws: false }),
  );
  console.log(
    await fse.pathExists(at('lib')),
    await fse.pathExists(at('none')),
    fse.pathExistsSync(at('lib/deep/c.js')),
  );
  console.log(
    await fse.readFile(at('a.txt'), 'utf8'),
    (await fse.readdir(at('lib'))).sort(),
    (await fse.stat(at('lib'))).isDirectory(),
  );
  await fse.copy(at('a.txt'), join(target, 'new/a.txt'));
  fse.copySync(at('lib/b.json'), join(target, 'b.json'));
  console.log(readFileSync(join(target, 'new/a.txt'), 'utf8'), fse.readJsonSync(join(target, 'b.json')));
  const fd = await fse.open(at('a.txt'), 'r');
  const { bytesRead, buffer } = await fse.read(fd, Buffer.alloc(4), 0, 4, 0);
  await fse.close(fd);
  console.log(
    bytesRead,
    buffer.toString(),
    await fse.realpath(at('lib/../a.txt')).then((path) => path === at('a.txt')),
  );
  rmSync(target, { recursive: true });
};
