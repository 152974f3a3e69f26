import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { MANIFEST_NAME, type ManifestMember, makeManifest, manifestExtra } from '../../../cli/pack/manifest.ts';

const MEMBERS: readonly ManifestMember[] = [
  { name: 'a.js', mode: '100644', size: 1, sha256: 'aa' },
  { name: 'b/', mode: '040755', size: 0, sha256: 'bb' },
];

describe('makeManifest', () => {
  it('hashes the lines that the documents name', () => {
    const expected = createHash('sha256').update('aa 100644 1 a.js\nbb 040755 0 b/\n').digest('hex');
    assert.equal(makeManifest(MEMBERS).root, expected);
  });

  it('has another root for another name, mode, size, hash or member', () => {
    const [first, second] = MEMBERS as [ManifestMember, ManifestMember];
    const others = [
      [{ ...first, name: 'c.js' }, second],
      [{ ...first, mode: '100755' }, second],
      [{ ...first, size: 2 }, second],
      [{ ...first, sha256: 'ab' }, second],
      [first],
      [],
    ];
    const roots = [MEMBERS, ...others].map((members) => makeManifest(members).root);
    assert.equal(new Set(roots).size, roots.length);
  });
});

describe('manifestExtra', () => {
  it('is a stored member of JSON', () => {
    const manifest = makeManifest(MEMBERS);
    const { name, content, method } = manifestExtra(manifest);
    assert.deepEqual([name, method], [MANIFEST_NAME, 'store']);
    assert.deepEqual(JSON.parse(Buffer.from(content).toString()), manifest);
  });
});
