import assert from 'node:assert/strict';
import { openSource } from '../../../lib/archive/archive.ts';
import { ArchiveMember } from '../../../lib/archive/member.ts';
import type { Member } from '../../../lib/finders/finder.ts';
import { bufferSource } from '../../support/buffer-source.ts';
import { buildZip, extraBlock, type MemberFields } from '../../support/zip-builder.ts';

function lookup(fields: Partial<MemberFields>, name = 'd/a'): Member {
  return openSource(bufferSource(buildZip([{ name: 'd/a', ...fields }]))).lookup(name)!;
}

describe('ArchiveMember', () => {
  it('has the mode that a Unix host stored', () => {
    assert.equal(lookup({ mode: 0o100751 }).mode, 0o751);
    assert.equal(lookup({ name: 'd/', mode: 0o040700 }, 'd').mode, 0o700);
  });

  it('has a mode of its own where none is stored', () => {
    assert.equal(lookup({ madeBy: 20 }).mode, 0o444);
    assert.equal(lookup({}, 'd').mode, 0o555);
    assert.equal(lookup({}, '').mode, 0o555);
  });

  it('has the time that is stored, and 0 for what is not', () => {
    assert.equal(lookup({ extra: extraBlock(0x5455, Buffer.of(1, 7, 0, 0, 0)) }).mtimeMs, 7000);
    assert.equal(lookup({}, 'd').mtimeMs, 0);
  });

  it('has no size as a directory, whatever the record says', () => {
    assert.equal(lookup({ name: 'd/', content: 'bytes' }, 'd').size, 0);
  });

  it('is a link by its mode', () => {
    assert.equal(lookup({ mode: 0o120777, content: 'x' }).kind, 'link');
  });

  it('knows which index it is from', () => {
    const member = lookup({}) as ArchiveMember;
    assert.ok(member instanceof ArchiveMember);
    assert.equal((lookup({}) as ArchiveMember).isOf(member as never), false);
  });
});
