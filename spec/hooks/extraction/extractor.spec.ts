import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor } from '../../../hooks/extraction/extractor.ts';
import { followLinks } from '../../../lib/finders/links.ts';
import { DEFAULT_POLICY, type ExtractPolicy } from '../../../lib/policy/policy.ts';
import { openExtractionCache } from '../../../loaders/native/extraction-cache.ts';
import { memoryFinder } from '../../support/memory-finder.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('Extractor', () => {
  let folder: string;
  let opened: number;
  beforeEach(() => {
    folder = makeTempFolder();
    opened = 0;
  });
  afterEach(() => removeFolder(folder));

  const finder = memoryFinder('/app.zip', {
    'data/a.db': 'a',
    'data/a.db-wal': 'wal',
    'data/empty': null,
    'lib/x.js': 'x',
    'node_modules/p/lib/x.node': 'x',
    'node_modules/p/package.json': '{}',
  });
  function extractor(policy: Partial<ExtractPolicy> = {}): Extractor {
    return new Extractor({
      policy: { ...DEFAULT_POLICY.extract, ...policy },
      find(path) {
        if (!path.startsWith('/app.zip/')) return null;
        const found = followLinks(finder, path.slice('/app.zip/'.length));
        return 'member' in found ? { finder, ...found } : null;
      },
      openCache() {
        opened += 1;
        return openExtractionCache({ directory: join(folder, 'cache') });
      },
    });
  }

  it('opens no cache for what is not there or not named', () => {
    const { realPath } = { realPath: (path: string) => extractor({ members: ['data/**'] }).realPath(path) };
    assert.equal(realPath('/disk/x'), null);
    assert.equal(realPath('/app.zip/data/none'), null);
    assert.equal(realPath('/app.zip/lib/x.js'), null);
    assert.equal(extractor().extract('/app.zip/none'), null);
    assert.equal(opened, 0);
  });

  it('gives the real path of what the policy names, with what belongs to it beside it', () => {
    const one = extractor({ members: ['data/**'], packages: ['p'] });
    const database = one.realPath('/app.zip/data/a.db');
    assert.equal(readFileSync(database ?? '', 'utf8'), 'a');
    assert.equal(readFileSync(`${database}-wal`, 'utf8'), 'wal');
    assert.equal(one.realPath('/app.zip/data'), join(database ?? '', '..'));
    const addon = one.realPath('/app.zip/node_modules/p/lib/x.node');
    assert.ok(existsSync(join(addon ?? '', '../../package.json')));
    assert.equal(opened, 1);
  });

  it('gives no path of a directory that nothing of the unit is in', () => {
    const one = extractor({ members: ['data/*.db'] });
    assert.equal(one.realPath('/app.zip/data/empty'), null);
    assert.equal(one.realPath('/app.zip/lib'), null);
    assert.ok(one.realPath('/app.zip/data'));
  });

  it('extracts any file alone and any directory whole', () => {
    const one = extractor();
    const file = one.extract('/app.zip/data/a.db');
    assert.deepEqual(readdirSync(join(file ?? '', '..')), ['a.db']);
    const directory = one.extract('/app.zip/data');
    assert.deepEqual(readdirSync(directory ?? '').sort(), ['a.db', 'a.db-wal']);
    assert.ok(statSync(one.extract('/app.zip/data/empty') ?? '').isDirectory());
  });

  it('extracts what the policy names as the policy says', () => {
    const one = extractor({ packages: ['p'] });
    const file = one.extract('/app.zip/node_modules/p/lib/x.node');
    assert.equal(file, one.realPath('/app.zip/node_modules/p/lib/x.node'));
  });

  it('reads each member once', () => {
    const one = extractor({ members: ['data/**'] });
    const before = finder.reads.length;
    one.realPath('/app.zip/data/a.db');
    one.realPath('/app.zip/data/a.db-wal');
    one.extract('/app.zip/lib/x.js');
    one.extract('/app.zip/lib/x.js');
    assert.equal(finder.reads.length - before, 3);
  });
});
