// fs-extra: the reading part of its lib/*/__tests__; what it copies is copied from where this file lies into the working directory.
const assert = require('node:assert/strict');
const { join } = require('node:path');
const fs = require('fs-extra');

const source = join(__dirname, 'public');

describe('fs-extra', () => {
  const target = join(process.cwd(), 'copied');
  afterEach(() => fs.removeSync(target));

  it('says what exists', async () => {
    assert.equal(await fs.pathExists(source), true);
    assert.equal(fs.pathExistsSync(join(source, 'none')), false);
    assert.equal(await fs.exists(join(source, 'data.txt')), true);
  });
  it('reads JSON', async () => {
    assert.deepEqual(await fs.readJson(join(source, 'settings.json')), { depth: 7 });
    assert.deepEqual(fs.readJsonSync(join(source, 'base.json')), { base: true, depth: 1 });
    await assert.rejects(fs.readJson(join(source, 'data.txt')), SyntaxError);
    assert.equal(fs.readJsonSync(join(source, 'data.txt'), { throws: false }), null);
    await assert.rejects(fs.readJson(join(source, 'none.json')), { code: 'ENOENT' });
  });
  it('copies trees, with a filter', async () => {
    await fs.copy(source, target, { filter: (from) => !from.endsWith('.map') });
    assert.deepEqual(fs.readdirSync(target).sort(), ['base.json', 'data.txt', 'folder', 'settings.json', 'style.css']);
    assert.equal(fs.readFileSync(join(target, 'folder', 'index.html'), 'utf8'), '<p>index</p>\n');
  });
  it('copies trees at once', () => {
    fs.copySync(source, target, { preserveTimestamps: true });
    const times = [source, target].map((folder) => fs.statSync(join(folder, 'data.txt')).mtimeMs);
    assert.ok(Math.abs(times[0] - times[1]) < 2000);
  });
  it('does not overwrite unless told to', async () => {
    await fs.outputFile(join(target, 'data.txt'), 'mine');
    await fs.copy(source, target, { overwrite: false });
    assert.equal(fs.readFileSync(join(target, 'data.txt'), 'utf8'), 'mine');
    await assert.rejects(fs.copy(source, target, { overwrite: false, errorOnExist: true }), /already exists/);
    await fs.copy(source, target);
    assert.notEqual(fs.readFileSync(join(target, 'data.txt'), 'utf8'), 'mine');
  });
  it('finds what is there already', async () => {
    await fs.ensureDir(join(source, 'folder'));
    await fs.ensureFile(join(source, 'data.txt'));
    await assert.rejects(fs.ensureDir(join(source, 'data.txt')), { code: 'EEXIST' });
  });
  it('refuses to copy a folder into itself', async () => {
    await assert.rejects(fs.copy(source, join(source, 'folder', 'deeper')), /to a subdirectory of itself/);
  });
  it('has promises and callbacks of what fs has', async () => {
    assert.ok((await fs.stat(source)).isDirectory());
    const descriptor = await fs.open(join(source, 'data.txt'), 'r');
    const { bytesRead, buffer } = await fs.read(descriptor, Buffer.alloc(5), 0, 5, 0);
    await fs.close(descriptor);
    assert.equal(buffer.toString('utf8', 0, bytesRead), '1 2 3');
    await new Promise((resolve, reject) =>
      fs.readdir(source, (error, names) => (error ? reject(error) : resolve(names))),
    );
  });
});
