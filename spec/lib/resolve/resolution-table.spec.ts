import assert from 'node:assert/strict';
import type { Finder } from '../../../lib/finders/finder.ts';
import {
  endingOf,
  environmentOf,
  FORMAT_BY_SYNTAX,
  FORMAT_COMMONJS,
  FORMAT_JSON,
  FORMAT_OPEN,
  ResolutionTable,
  resolutionsName,
} from '../../../lib/resolve/resolution-table.ts';
import { encodeResolutions, type RecordedResolutions } from '../../../lib/resolve/resolution-table-writer.ts';

const ENVIRONMENT = environmentOf(new Set(['require', 'node']), ['.js', '.json']);

const RECORDED: RecordedResolutions = {
  environment: ENVIRONMENT,
  resolutions: [
    ['a/main.js', './b', 'a/b.js', FORMAT_COMMONJS],
    ['a/main.js', 'c', 'node_modules/ć/index.js', FORMAT_BY_SYNTAX],
    ['a/b.js', './main', 'a/main.js', FORMAT_OPEN],
    ['a/b.js', './b.json', 'a/b.json', FORMAT_JSON],
  ],
  packages: [['node_modules/ć/package.json', 0xfffffffe]],
  endings: ['.js', '.json', '.map'],
};

/** An archive with those members. */
function archive(content: Buffer | null, { isSealed = true, missing = '' } = {}): Finder {
  return {
    entry: '/app.zip',
    isSealed,
    lookup: (name) => (name === missing ? undefined : { name, kind: 'file', size: 1 }),
    list: () => undefined,
    read: ({ name }) => {
      assert.equal(name, resolutionsName());
      return content ?? assert.fail('nothing to read');
    },
    close: () => {},
  };
}

const CONTENT = encodeResolutions([RECORDED])!;
const open = (finder: Finder = archive(CONTENT), environment = ENVIRONMENT): ResolutionTable | null =>
  ResolutionTable.open(finder, environment);

describe('environmentOf', () => {
  it('is the same for conditions in any order, and another for extensions in another', () => {
    assert.equal(environmentOf(new Set(['node', 'require']), ['.js', '.json']), ENVIRONMENT);
    assert.notEqual(environmentOf(new Set(['node', 'require']), ['.json', '.js']), ENVIRONMENT);
  });
});

describe('ResolutionTable', () => {
  it('gives back what was recorded', () => {
    const table = open()!;
    for (const [from, specifier, to, format] of RECORDED.resolutions) {
      const found = table.find(table.numberOf(from), specifier);
      assert.equal(found, table.numberOf(to));
      assert.equal(table.formatOf(found), format);
      assert.equal(table.memberAt(found)?.name, to);
      if (process.platform !== 'win32') assert.equal(table.pathOf(found), `/app.zip/${to}`);
    }
  });

  it('knows nothing else', () => {
    const table = open()!;
    assert.equal(table.find(table.numberOf('a/main.js'), './main'), -1);
    assert.equal(table.find(table.numberOf('a/main.js'), './unheard-of'), -1);
    assert.equal(table.find(table.numberOf('a/b.json'), './b'), -1);
    assert.equal(table.numberOf('a/none.js'), -1);
  });

  it('knows how names in the archive end', () => {
    const table = open()!;
    const extensions = ['.js', '.map', '.hbs', '.js.map', '.js.hbs', 'plain'];
    assert.deepEqual(
      extensions.filter((extension) => table.mayHaveExtension(extension)),
      ['.js', '.map', '.js.map', 'plain'],
    );
  });

  it('has no member where there is none any more', () => {
    const table = open(archive(CONTENT, { missing: 'a/b.js' }))!;
    assert.equal(table.memberAt(table.numberOf('a/b.js')), null);
  });

  it('is not there in an archive that is not sealed, or holds none', () => {
    assert.equal(open(archive(CONTENT, { isSealed: false })), null);
    assert.equal(open(archive(null, { missing: resolutionsName() })), null);
  });

  it('is not there in another environment', () => {
    assert.equal(open(archive(CONTENT), environmentOf(['require', 'node', 'other'], ['.js', '.json'])), null);
  });

  it('is not taken from bytes that are none, cut off, or lead out of it', () => {
    assert.equal(open(archive(Buffer.alloc(0))), null);
    assert.equal(open(archive(Buffer.alloc(100))), null);
    for (let length = 0; length < CONTENT.length; length++) {
      assert.equal(open(archive(CONTENT.subarray(0, length))), null, `${length} bytes`);
    }
    for (let at = 8; at < 28 + 4 * 20; at += 4) {
      const damaged = Buffer.from(CONTENT);
      damaged.writeUInt32LE(0x7fffffff, at);
      const table = open(archive(damaged));
      for (const [from, specifier] of table === null ? [] : RECORDED.resolutions) {
        const found = table!.find(table!.numberOf(from), specifier);
        assert.ok(found === -1 || table!.memberAt(found) !== null, `byte ${at}`);
      }
    }
  });
});

describe('endingOf', () => {
  it('is what is behind the last dot of the last segment', () => {
    const names = ['a/b.js', 'a.d/b', 'a/b.min.js', '.npmrc', 'b.', 'b'];
    assert.deepEqual(names.map(endingOf), ['.js', null, '.js', '.npmrc', '.', null]);
  });
});

describe('encodeResolutions', () => {
  it('leaves out what led to different files, and names that are more than a line', () => {
    const other: RecordedResolutions = {
      ...RECORDED,
      resolutions: [
        ['a/main.js', './b', 'a/other.js', FORMAT_COMMONJS],
        ['a/main.js', 'x\ny', 'a/b.js', FORMAT_COMMONJS],
        ['a/main.js', './new', 'a/other.js', FORMAT_COMMONJS],
      ],
    };
    const table = open(archive(encodeResolutions([RECORDED, other, RECORDED])))!;
    const main = table.numberOf('a/main.js');
    assert.equal(table.find(main, './b'), -1);
    assert.equal(table.find(main, 'x\ny'), -1);
    assert.equal(table.find(main, './new'), table.numberOf('a/other.js'));
    assert.equal(table.find(main, 'c'), table.numberOf('node_modules/ć/index.js'));
  });

  it('makes nothing of nothing, or of runs in different environments', () => {
    assert.equal(encodeResolutions([]), null);
    assert.equal(encodeResolutions([RECORDED, { ...RECORDED, environment: 'other' }]), null);
  });
});
