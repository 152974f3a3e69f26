import assert from 'node:assert/strict';
import type { Member } from '../../lib/finders/finder.ts';
import type { Loader, LoadSituation } from '../../loaders/loader.ts';
import { LoaderTable } from '../../loaders/loader-table.ts';
import { memoryFinder } from '../support/memory-finder.ts';

const MEMBER: Member = { name: 'a/b.x', kind: 'file', size: 1 };
const SITUATION: LoadSituation = { finder: memoryFinder('/m.zip', {}), kind: 'require' };

function loader(name: string, suffix: string, available?: true | string): Loader {
  return {
    name,
    accepts: (member) => member.name.endsWith(suffix),
    load: () => ({ format: 'commonjs', source: name }),
    ...(available === undefined ? {} : { available: () => available }),
  };
}

describe('LoaderTable', () => {
  it('picks nobody where nobody accepts', () => {
    const table = new LoaderTable();
    assert.deepEqual(table.pick(MEMBER, SITUATION), { loader: null, refused: [] });
    table.add(loader('other', '.y'));
    assert.equal(table.pick(MEMBER, SITUATION).loader, null);
  });

  it('asks those that are built in last, in their order', () => {
    const table = new LoaderTable(() => [loader('first', '.x'), loader('second', '.x')]);
    assert.equal(table.pick(MEMBER, SITUATION).loader?.name, 'first');
    const undo = table.add(loader('added', '.x'));
    assert.equal(table.pick(MEMBER, SITUATION).loader?.name, 'added');
    undo();
    assert.equal(table.pick(MEMBER, SITUATION).loader?.name, 'first');
  });

  it('asks the newest first, and takes a registration back by its undo', () => {
    const table = new LoaderTable();
    table.add(loader('old', '.x'));
    const undo = table.add(loader('new', '.x'));
    assert.equal(table.pick(MEMBER, SITUATION).loader?.name, 'new');
    undo();
    undo();
    assert.equal(table.pick(MEMBER, SITUATION).loader?.name, 'old');
  });

  it('takes back one of two registrations of one loader at a time', () => {
    const table = new LoaderTable();
    const twice = loader('twice', '.x');
    const [first, second] = [table.add(twice), table.add(twice)];
    first();
    assert.equal(table.pick(MEMBER, SITUATION).loader?.name, 'twice');
    second();
    assert.equal(table.pick(MEMBER, SITUATION).loader, null);
  });

  it('passes over who is not available, and says why', () => {
    const table = new LoaderTable();
    table.add(loader('works', '.x', true));
    table.add(loader('cannot', '.x', 'no such library'));
    const { loader: picked, refused } = table.pick(MEMBER, SITUATION);
    assert.equal(picked?.name, 'works');
    assert.deepEqual(
      refused.map((one) => [one.loader.name, one.reason]),
      [['cannot', 'no such library']],
    );
  });

  it('refuses what has not the shape of a loader', () => {
    const table = new LoaderTable();
    for (const wrong of [
      null,
      {},
      { name: 'x' },
      { name: 'x', accepts: () => true },
      { ...loader('x', ''), name: 5 },
    ]) {
      assert.throws(() => table.add(wrong as never), { code: 'ERR_ZIPIMPORT_PLUGIN_INVALID' });
    }
  });
});
