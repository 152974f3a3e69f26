import assert from 'node:assert/strict';
import type { NativeStrategy } from '../../../loaders/native/native-strategy.ts';
import { StrategyTable } from '../../../loaders/native/strategy-table.ts';

describe('StrategyTable', () => {
  const strategy = (name: string): NativeStrategy => ({ name, load() {} });
  const names = (table: StrategyTable): string[] => table.list().map(({ name }) => name);

  it('lists the newest first, and forgets one registration at a time', () => {
    const table = new StrategyTable();
    const one = strategy('one');
    const undo = table.add(one);
    table.add(strategy('two'));
    table.add(one);
    assert.deepEqual(names(table), ['one', 'two', 'one']);
    undo();
    undo();
    assert.deepEqual(names(table), ['one', 'two']);
  });

  it('refuses what is no strategy', () => {
    for (const wrong of [undefined, {}, { name: 'x' }, { load() {} }]) {
      assert.throws(() => new StrategyTable().add(wrong as never), { code: 'ERR_ZIPIMPORT_PLUGIN_INVALID' });
    }
  });
});
