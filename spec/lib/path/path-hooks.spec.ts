import assert from 'node:assert/strict';
import type { Finder, PathHook } from '../../../lib/finders/finder.ts';
import { PathHooks } from '../../../lib/path/path-hooks.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

const claim =
  (finder: Finder): PathHook =>
  () =>
    finder;

describe('PathHooks', () => {
  const one = memoryFinder('/one', {});
  const two = memoryFinder('/two', {});

  it('claims nothing without hooks', () => assert.equal(new PathHooks().find('/a'), null));

  it('asks the newest first, and the next after a null', () => {
    const hooks = new PathHooks();
    hooks.add(claim(one));
    hooks.add((entry) => (entry === '/b' ? two : null));
    assert.deepEqual([hooks.find('/a'), hooks.find('/b')], [one, two]);
  });

  it('lets an error through: the entry is broken, not unclaimed', () => {
    const hooks = new PathHooks();
    hooks.add(claim(one));
    hooks.add(() => {
      throw new Error('broken');
    });
    assert.throws(() => hooks.find('/a'), { message: 'broken' });
  });

  it('undoes one registration, once, and no other of the same hook', () => {
    const hooks = new PathHooks();
    const hook = claim(one);
    hooks.add(hook, { suffixes: ['.zip'] });
    const undo = hooks.add(hook, { suffixes: ['.asar'] });
    undo();
    const { revision } = hooks;
    undo();
    assert.deepEqual([hooks.suffixes, hooks.find('/a'), hooks.revision], [['.zip'], one, revision]);
  });

  it('gathers suffixes, each once', () => {
    const hooks = new PathHooks();
    hooks.add(claim(one), { suffixes: ['.zip', '.jar'] });
    hooks.add(claim(two), { suffixes: ['.zip'] });
    assert.deepEqual([...hooks.suffixes].sort(), ['.jar', '.zip']);
  });

  it('changes its revision with every change', () => {
    const hooks = new PathHooks();
    const revisions = [hooks.revision];
    const undo = hooks.add(claim(one));
    revisions.push(hooks.revision);
    undo();
    revisions.push(hooks.revision);
    assert.equal(new Set(revisions).size, 3);
  });

  it('tells of every change', () => {
    const hooks = new PathHooks();
    let told = 0;
    hooks.onChange(() => {
      told += 1;
    });
    const undo = hooks.add(() => null);
    assert.equal(told, 1);
    undo();
    undo();
    assert.equal(told, 2);
  });

  it('refuses what is no hook and no suffix', () => {
    const invalid = { code: 'ERR_ZIPIMPORT_PLUGIN_INVALID' };
    assert.throws(() => new PathHooks().add({} as never), invalid);
    for (const suffixes of [[''], [1], '.zip'])
      assert.throws(() => new PathHooks().add(claim(one), { suffixes } as never), invalid);
  });

  it('refuses what is neither a finder nor null', () => {
    for (const result of [undefined, {}, 'finder', { ...one, read: 1 }, true]) {
      const hooks = new PathHooks();
      hooks.add(() => result as never);
      assert.throws(() => hooks.find('/a'), { code: 'ERR_ZIPIMPORT_PLUGIN_INVALID' });
    }
  });
});
