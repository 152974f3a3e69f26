import assert from 'node:assert/strict';
import type { PackSummary } from '../../../cli/pack/options.ts';
import { showProgress } from '../../../cli/pack/progress.ts';
import { packReport } from '../../../cli/pack/report.ts';

const SUMMARY: PackSummary = {
  output: '/x/app.zip',
  members: 3,
  links: 0,
  bytesIn: 5000,
  bytesOut: 2000,
  methods: { store: 1, deflate: 2, zstd: 0 },
  packages: [{ name: '.', members: 3, size: 5000, compressedSize: 1500 }],
  natives: [],
  warnings: [],
  dropped: { production: [], platform: [], links: [] },
  compiled: [],
  sourceless: null,
  root: null,
  companions: [],
};

describe('packReport', () => {
  it('is one line where there is nothing more to tell', () => {
    assert.equal(packReport(SUMMARY), '/x/app.zip: 3 members, 5.0 kB in, 2.0 kB out (1 stored, 2 deflated)\n');
  });

  it('tells what was left out, and shows the first of many', () => {
    const text = packReport({
      ...SUMMARY,
      links: 1,
      root: 'abc',
      companions: ['/x/app.cmd'],
      dropped: { production: ['a', 'b', 'c', 'd'], platform: ['e'], links: [] },
    });
    assert.match(text, /3 members, 1 of them links/);
    assert.match(text, /^left out, not needed in production: 4 \(a, b, c, \.\.\.\)$/m);
    assert.match(text, /^left out, for other platforms: 1 \(e\)$/m);
    assert.match(text, /^manifest: sha256 abc$/m);
    assert.match(text, /^\/x\/app\.cmd: starts it on Windows$/m);
  });

  it('lists ten natives and warnings, and counts the rest', () => {
    const notes = Array.from({ length: 12 }, (_, at) => ({ member: `m${at}`, note: 'addon' }));
    const text = packReport({ ...SUMMARY, natives: notes, warnings: notes.slice(0, 1) });
    assert.match(text, /^m9 +addon$/m);
    assert.doesNotMatch(text, /^m10/m);
    assert.match(text, /^and 2 more; --json lists them$/m);
    assert.match(text, /^warning\n?.*\nm0 +addon$/m);
  });
});

describe('showProgress', () => {
  it('shows nothing where there is no terminal', () => {
    assert.equal(showProgress({ isTTY: false } as NodeJS.WriteStream), undefined);
  });
});
