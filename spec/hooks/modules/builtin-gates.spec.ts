import assert from 'node:assert/strict';
import { createBuiltinGates, isLoaded } from '../../../hooks/modules/builtin-gates.ts';

describe('isLoaded', () => {
  it("knows Node's modules from others", () => {
    assert.equal(isLoaded('fs'), true);
    assert.equal(isLoaded('no-such-module'), false);
  });
});

describe('createBuiltinGates', () => {
  const { getBuiltinModule } = process;
  let events: string[];
  const open = (): (() => void) => {
    events.push('open');
    return () => events.push('undo');
  };
  beforeEach(() => {
    events = [];
  });
  afterEach(() => {
    process.getBuiltinModule = getBuiltinModule;
  });

  it('opens once, before any of the names is resolved', () => {
    for (const name of ['never-loaded', 'node:never-loaded', 'relative', 'node:relative']) {
      events = [];
      const gates = createBuiltinGates();
      gates.add(['never-loaded', 'relative'], open);
      gates.before('other');
      assert.deepEqual(events, []);
      gates.before(name);
      gates.before('never-loaded');
      assert.deepEqual(events, ['open']);
      gates.undo();
      assert.deepEqual(events, ['open', 'undo']);
    }
  });

  it('opens everything that waits for a name, in order', () => {
    const gates = createBuiltinGates();
    const opening = (name: string) => (): (() => void) => {
      events.push(`open ${name}`);
      return () => events.push(`undo ${name}`);
    };
    gates.add(['never-loaded', 'relative'], opening('first'));
    gates.add(['never-loaded'], opening('second'));
    gates.before('node:relative');
    assert.deepEqual(events, ['open first']);
    gates.before('never-loaded');
    gates.undo();
    assert.deepEqual(events, ['open first', 'open second', 'undo second', 'undo first']);
  });

  it('keeps the order when what is opened asks for the builtin by its other name', () => {
    const gates = createBuiltinGates();
    gates.add(['never-loaded'], () => {
      gates.before('node:never-loaded');
      events.push('open first');
      return () => {};
    });
    gates.add(['never-loaded'], () => {
      events.push('open second');
      return () => {};
    });
    gates.before('never-loaded');
    assert.deepEqual(events, ['open first', 'open second']);
    gates.undo();
  });

  it('opens at once when somebody may hold the module already', () => {
    const gates = createBuiltinGates();
    gates.add(['fs'], open);
    assert.deepEqual(events, ['open']);
    gates.undo();
  });

  it('sees process.getBuiltinModule', () => {
    const gates = createBuiltinGates();
    gates.add(['never-loaded'], open);
    assert.equal(process.getBuiltinModule('no-such-builtin'), undefined);
    assert.equal(process.getBuiltinModule('path').sep.length, 1);
    assert.deepEqual(events, []);
    process.getBuiltinModule('node:never-loaded');
    assert.deepEqual(events, ['open']);
    gates.undo();
    assert.equal(process.getBuiltinModule, getBuiltinModule);
  });

  it('lets what it loads itself pass', () => {
    const gates = createBuiltinGates();
    gates.add(['never-loaded'], () => {
      gates.before('never-loaded');
      return open();
    });
    gates.before('never-loaded');
    assert.deepEqual(events, ['open']);
    gates.undo();
  });

  it('opens nothing once it is undone', () => {
    const gates = createBuiltinGates();
    gates.add(['never-loaded'], open);
    gates.undo();
    gates.before('never-loaded');
    assert.deepEqual(events, []);
  });
});
