import assert from 'node:assert/strict';
import { DEFAULT_POLICY, type Policy } from '../../../lib/policy/policy.ts';
import type { NativeFile } from '../../../loaders/native/native-file.ts';
import type { NativeStrategy } from '../../../loaders/native/native-strategy.ts';
import { bufferReader, readBinary } from '../../../loaders/native/platform.ts';
import { checkBinary, decide, firstThatCan } from '../../../loaders/native/strategy-order.ts';
import { buildElf } from '../../support/elf-builder.ts';

const FILE: NativeFile = {
  path: '/m.zip/a.node',
  archive: '/m.zip',
  member: 'a.node',
  size: 0,
  identity: '',
  content: () => Buffer.alloc(0),
};
const policy = (more: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, file: '/p.json', ...more });
const strategy = (name: string, more: Partial<NativeStrategy> = {}): NativeStrategy => ({ name, load() {}, ...more });
const BUILT_IN = [strategy('memory'), strategy('extract')];

describe('decide', () => {
  it('is the order of the policy', () => {
    assert.deepEqual(decide(FILE, DEFAULT_POLICY).order, ['memory', 'extract']);
    assert.deepEqual(decide(FILE, policy({ native: ['extract'] })).order, ['extract']);
  });

  it('refuses what the policy denies, and names the rule', () => {
    assert.throws(() => decide(FILE, policy({ native: [] })), {
      code: 'ERR_ZIPIMPORT_POLICY_DENIED',
      archive: '/m.zip',
      member: 'a.node',
      message: /native of \/p\.json/,
    });
  });
});

describe('firstThatCan', () => {
  const decision = { order: ['extract', 'memory'], rule: 'native of /p.json' };
  const source = (added: readonly NativeStrategy[] = []): Parameters<typeof firstThatCan>[1] => ({
    policy: DEFAULT_POLICY,
    builtIn: BUILT_IN,
    added: () => added,
  });
  const can = (...names: readonly string[]): ((of: NativeStrategy) => string) => {
    return ({ name }) => {
      if (!names.includes(name)) throw new Error(`${name} cannot`);
      return name;
    };
  };

  it('asks added ones first, then those of the policy in its order', () => {
    assert.equal(firstThatCan(FILE, source(), decision, can('memory', 'extract')), 'extract');
    assert.equal(firstThatCan(FILE, source(), decision, can('memory')), 'memory');
    assert.equal(firstThatCan(FILE, source([strategy('mine')]), decision, can('mine', 'extract')), 'mine');
    assert.throws(() => firstThatCan(FILE, source(), { ...decision, order: ['extract'] }, can('memory')));
  });

  it('lists each with its reason when none can', () => {
    const unavailable = strategy('mine', { available: () => 'not on Tuesdays' });
    assert.throws(() => firstThatCan(FILE, source([unavailable]), decision, can()), {
      code: 'ERR_ZIPIMPORT_NATIVE_UNLOADABLE',
      message:
        /by native of \/p\.json\)\.\n {2}mine: not on Tuesdays\n {2}extract: extract cannot\n {2}memory: memory cannot$/,
    });
  });

  it('asks nobody else after an error that is final', () => {
    const final = new Error('the addon says no');
    const asked: string[] = [];
    const use = ({ name }: NativeStrategy): never => {
      asked.push(name);
      throw final;
    };
    assert.throws(() => firstThatCan(FILE, source(), decision, use, (error) => error === final), final);
    assert.deepEqual(asked, ['extract']);
  });
});

describe('checkBinary', () => {
  it('refuses another platform and names both', () => {
    const binary = readBinary(bufferReader(buildElf({ machine: 999, needed: ['libc.so.6'] })));
    assert.throws(() => checkBinary(FILE, binary), {
      code: 'ERR_ZIPIMPORT_NATIVE_PLATFORM',
      actual: 'linux-ELF machine 999-glibc',
    });
  });

  it('lets through what is no binary: the system has words for it', () => {
    checkBinary(FILE, readBinary(bufferReader(Buffer.from('text'))));
  });

  if (process.platform === 'linux' && process.arch === 'x64') {
    it('refuses what is cut off, to the byte', () => {
      const bytes = buildElf({});
      const binary = readBinary(bufferReader(bytes));
      checkBinary({ ...FILE, size: bytes.length }, binary);
      assert.throws(() => checkBinary({ ...FILE, size: bytes.length - 1 }, binary), {
        code: 'ERR_ZIPIMPORT_NATIVE_TRUNCATED',
        expected: bytes.length,
        actual: bytes.length - 1,
      });
    });
  }
});
