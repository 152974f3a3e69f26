import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { openSource } from '../../../lib/archive/archive.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip, extraBlock, type MemberFields } from '../../support/zip-builder.ts';

const TEXT = 'export default 42;\n'.repeat(40);

function read(fields: Partial<MemberFields>, others: readonly MemberFields[] = []): string {
  const archive = openSource(bufferSource(buildZip([{ name: 'a.js', content: TEXT, ...fields }, ...others])));
  return archive.read(archive.lookup('a.js')!).toString();
}

describe('readMember', () => {
  const served: readonly (readonly [string, Partial<MemberFields>])[] = [
    ['a stored member', {}],
    ['a deflated member', { method: 8 }],
    [
      'a member with a data descriptor',
      { method: 8, flags: 8, local: { crc: 0, size: 0, compressedSize: 0 }, trailer: Buffer.alloc(16) },
    ],
    [
      'a local extra field that the central record lacks',
      { method: 8, local: { extra: extraBlock(0x9999, Buffer.alloc(5000)) } },
    ],
    ['a local extra field that is shorter', { central: { extra: extraBlock(0x9999, Buffer.alloc(500)) } }],
  ];
  for (const [what, fields] of served) it(`serves ${what}`, () => assert.equal(read(fields), TEXT));

  it('serves nothing as nothing', () => {
    for (const method of [0, 8]) assert.equal(read({ content: '', method }), '');
  });

  const deflated = deflateRawSync(Buffer.from(TEXT));
  const refused: readonly (readonly [string, Partial<MemberFields>, string])[] = [
    ['an encrypted member', { flags: 1 }, 'MEMBER_ENCRYPTED'],
    ['strong encryption', { flags: 0x40 }, 'MEMBER_ENCRYPTED'],
    ['masked headers', { flags: 0x2000 }, 'MEMBER_ENCRYPTED'],
    ['patch data', { flags: 0x20 }, 'METHOD_UNSUPPORTED'],
    ['another disk', { disk: 1 }, 'ARCHIVE_SPLIT'],
    ['bzip2', { method: 12 }, 'METHOD_UNSUPPORTED'],
    ['a wrong CRC', { crc: 1 }, 'MEMBER_CRC_MISMATCH'],
    ['a CRC of 0', { crc: 0 }, 'MEMBER_CRC_MISMATCH'],
    ['a size that is too small', { method: 8, size: 100 }, 'MEMBER_SIZE_MISMATCH'],
    ['a size that is too large', { method: 8, size: TEXT.length + 1 }, 'MEMBER_SIZE_MISMATCH'],
    ['a size that no deflate reaches', { method: 8, size: 0xfffffff0 }, 'MEMBER_SIZE_MISMATCH'],
    ['stored sizes that differ', { size: 7 }, 'MEMBER_SIZE_MISMATCH'],
    ['data that is cut off', { method: 8, data: deflated.subarray(0, -4) }, 'MEMBER_CORRUPT'],
    ['data that is no deflate stream', { method: 8, data: Buffer.from('ffffff', 'hex') }, 'MEMBER_CORRUPT'],
    ['bytes behind the deflate stream', { method: 8, data: Buffer.concat([deflated, Buffer.of(0)]) }, 'MEMBER_CORRUPT'],
    ['a local header of another member', { local: { name: 'b.js' } }, 'LOCAL_HEADER_MISMATCH'],
    ['no local header', { local: { signature: 0 } }, 'LOCAL_HEADER_MISMATCH'],
    ['a missing zip64 block', { central: { size: 0xffffffff } }, 'DIRECTORY_INVALID'],
  ];
  for (const [what, fields, code] of refused) {
    it(`refuses ${what}`, () => {
      const expected = {
        name: 'ZipImportError',
        code: `ERR_ZIPIMPORT_${code}`,
        archive: '/memory.zip',
        member: 'a.js',
      };
      assert.throws(() => read(fields), expected);
    });
  }

  it('refuses data that the local header moves into the next member', () => {
    const bytes = buildZip([
      { name: 'a.js', content: TEXT },
      { name: 'b.js', content: TEXT },
    ]);
    bytes.writeUInt16LE(9, 28);
    const archive = openSource(bufferSource(bytes));
    assert.throws(() => archive.read(archive.lookup('a.js')!), { code: 'ERR_ZIPIMPORT_MEMBER_OVERLAP' });
  });

  it('gives no byte back that differs, whichever byte of the archive is wrong', () => {
    const whole = buildZip([{ name: 'a.js', content: TEXT, method: 8 }]);
    let served = 0;
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0x55;
      try {
        const archive = openSource(bufferSource(bytes));
        const member = archive.lookup('a.js');
        if (member === undefined) continue;
        assert.equal(archive.read(member).toString(), TEXT);
        served++;
      } catch (error) {
        assert.equal((error as Error).name, 'ZipImportError', `byte ${at}: ${(error as Error).stack}`);
      }
    }
    // Times, versions and attributes say nothing about content.
    assert.ok(served > 0 && served < 40, `${served}`);
  });

  it('names archive, member, place, expected and actual', () => {
    const expected = { archive: '/memory.zip', member: 'a.js', offset: 0, expected: 1, actual: 2053236370 };
    assert.throws(
      () => read({ crc: 1, content: 'x', method: 0 }),
      (error: unknown) => {
        const { archive, member, offset, expected: wanted } = error as typeof expected;
        assert.deepEqual(
          { archive, member, offset, wanted },
          { archive: '/memory.zip', member: 'a.js', offset: 0, wanted: 1 },
        );
        assert.match((error as Error).message, /\/memory\.zip.*"a\.js".*CRC-32/);
        return true;
      },
    );
  });

  it('reads header and data at once', () => {
    const source = bufferSource(
      buildZip([
        { name: 'a.js', content: TEXT },
        { name: 'b.js', content: TEXT },
      ]),
    );
    const archive = openSource(source);
    const before = source.reads.length;
    archive.read(archive.lookup('a.js')!);
    assert.equal(source.reads.length, before + 1);
  });
});
