import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { main } from '../../cli/main.ts';
import { coloured, type Paint, paintFor, plain } from '../../cli/paint.ts';
import { makeTempFolder, removeFolder, writeArchive } from '../support/temp-folder.ts';

const ESCAPE = String.fromCharCode(27);

describe('paintFor', () => {
  const pipe = {};
  const terminal = { isTTY: true, getColorDepth: () => 4 };
  const dumb = { isTTY: true, getColorDepth: () => 1 };

  it('colours terminals that have colours, and nothing else', () => {
    assert.equal(paintFor(terminal, {}), coloured);
    assert.equal(paintFor(dumb, {}), plain);
    assert.equal(paintFor({ isTTY: true }, {}), plain);
    assert.equal(paintFor(pipe, {}), plain);
    assert.equal(paintFor({ ...terminal, isTTY: false }, {}), plain);
  });

  it('knows NO_COLOR, unless it is empty', () => {
    assert.equal(paintFor(terminal, { NO_COLOR: '1' }), plain);
    assert.equal(paintFor(terminal, { NO_COLOR: '0' }), plain);
    assert.equal(paintFor(terminal, { NO_COLOR: '' }), coloured);
  });

  it('knows FORCE_COLOR, which comes first', () => {
    for (const value of ['', '1', 'true', '3']) {
      assert.equal(paintFor(pipe, { FORCE_COLOR: value }), coloured, value);
      assert.equal(paintFor(dumb, { FORCE_COLOR: value, NO_COLOR: '1' }), coloured, value);
    }
    for (const value of ['0', 'false']) assert.equal(paintFor(terminal, { FORCE_COLOR: value }), plain, value);
  });
});

describe('coloured', () => {
  it('colours every role, and nothing where there is no text', () => {
    for (const role of ['heading', 'name', 'good', 'warning', 'bad', 'quiet'] as const) {
      assert.ok(coloured(role, 'text').startsWith(ESCAPE), role);
      assert.equal(stripVTControlCharacters(coloured(role, 'text')), 'text');
      assert.equal(coloured(role, ''), '');
    }
  });
});

describe('what commands print', () => {
  let folder: string;
  let archive: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'a.zip');
    await writeArchive(archive, { 'a.js': 'x', 'sub/b.js': 'y', link: { link: 'a.js' } });
    mkdirSync(join(folder, 'cache'), { mode: 0o700 });
  });
  after(() => removeFolder(folder));

  async function printed(args: readonly string[], paint: Paint): Promise<string> {
    let text = '';
    const print = (more: string): void => {
      text += more;
    };
    await main(args, { out: print, err: print, paint, paintError: paint });
    return text;
  }

  const commands = (): readonly (readonly string[])[] => [
    ['ls', archive],
    ['info', archive, '--check'],
    ['explain', './a', '--require', '--from', `${archive}/x.js`],
    ['explain', './none', '--from', `${archive}/x.js`],
    ['cache', 'verify', '--directory', join(folder, 'cache')],
    ['pack', `${archive}.d`, '-o', join(folder, 'packed.zip')],
    ['info', join(folder, 'none.zip')],
  ];

  it('is the same with colours and without', async () => {
    for (const args of commands()) {
      const bare = await printed(args, plain);
      const painted = await printed(args, coloured);
      assert.ok(!bare.includes(ESCAPE), args.join(' '));
      assert.ok(painted.includes(ESCAPE), args.join(' '));
      assert.equal(stripVTControlCharacters(painted), bare, args.join(' '));
    }
  });

  it('has no colours as JSON', async () => {
    for (const args of commands()) {
      assert.ok(!(await printed([...args, '--json'], coloured)).includes(ESCAPE), args.join(' '));
    }
  });
});
