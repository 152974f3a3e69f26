import assert from 'node:assert/strict';
import { TracedFinder } from '../../../hooks/compiled/traced-finder.ts';
import type { Finder } from '../../../lib/finders/finder.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

describe('TracedFinder', () => {
  let names: Set<string>;
  let finder: Finder;
  beforeEach(() => {
    names = new Set();
    finder = new TracedFinder(memoryFinder('/a.zip', { 'a.js': 'one', 'b.js': 'two', 'lib/c.js': 'three' }), names);
  });

  function member(name: string): NonNullable<ReturnType<Finder['lookup']>> {
    const found = finder.lookup(name);
    assert.ok(found !== undefined);
    return found;
  }

  it('writes down what is read, each name once, in the order of the first reads', () => {
    for (const name of ['lib/c.js', 'a.js', 'lib/c.js']) finder.read(member(name));
    finder.readText?.(member('b.js'));
    finder.readText?.(member('a.js'));
    assert.deepEqual([...names], ['lib/c.js', 'a.js', 'b.js']);
  });

  it('writes down nothing for what is only looked up or listed', () => {
    assert.deepEqual(finder.list('lib'), ['c.js']);
    assert.equal(finder.lookup('none'), undefined);
    assert.equal(member('a.js').size, 3);
    assert.deepEqual([...names], []);
  });

  it('gives text with what is to stand around it, also where the finder reads bytes only', () => {
    assert.equal(finder.readText?.(member('a.js'), { before: Buffer.from('<'), after: Buffer.from('>') }), '<one>');
    assert.equal(finder.readText?.(member('a.js')), 'one');
  });
});
