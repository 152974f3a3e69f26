import assert from 'node:assert/strict';
import { DEFAULT_POLICY, type Policy } from '../../../lib/policy/policy.ts';
import type { Dlopen } from '../../../loaders/native/load-attempt.ts';
import type { NativeFile } from '../../../loaders/native/native-file.ts';
import { nativeFile } from '../../../loaders/native/native-file.ts';
import { NativeMembers } from '../../../loaders/native/native-members.ts';
import type { NativeStrategy, ProgramUse } from '../../../loaders/native/native-strategy.ts';
import { buildElf } from '../../support/elf-builder.ts';
import { memoryFinder } from '../../support/memory-finder.ts';

/** e_machine of this process; another one where that has no name here. */
const MACHINE = process.arch === 'arm64' ? 183 : 62;
const linked = (needed: string): Buffer => buildElf({ machine: MACHINE, needed: [needed], runpath: '$ORIGIN/lib' });
const finder = memoryFinder('/m.zip', {
  'a.node': 'not a binary',
  tool: 'neither',
  'cut-program': buildElf({ machine: MACHINE, missing: 1 }),
  'linked.node': linked('libcut.so'),
  'lib/libcut.so': buildElf({ machine: MACHINE, missing: 1 }),
  'foreign.node': linked('libforeign.so'),
  'lib/libforeign.so': buildElf({ machine: 999 }),
});
const find = (path: string): NativeFile | null => {
  const member = finder.lookup(path.replace('/m.zip/', ''));
  return member === undefined ? null : nativeFile(path, finder, member);
};
const FILE = find('/m.zip/a.node')!;

interface Options {
  readonly policy?: Policy;
  readonly dlopen?: Dlopen;
  readonly memory?: Partial<NativeStrategy>;
}
/** What was opened, and the members of a thread with one built-in strategy that opens '/real'. */
function make({ policy = { ...DEFAULT_POLICY, native: ['memory'] }, memory = {}, ...options }: Options = {}): {
  readonly opened: string[];
  readonly members: NativeMembers;
} {
  const opened: string[] = [];
  const dlopen: Dlopen = (module, path, ...flags) => {
    options.dlopen?.(module, path, ...flags);
    if (path !== '/') opened.push(path);
  };
  const own: NativeStrategy = { name: 'memory', load: ({ open }) => open('/real'), ...memory };
  return { opened, members: new NativeMembers({ find, policy, dlopen, builtIn: [own], added: () => [] }) };
}

const USE: ProgramUse = { isDetached: false, isOtherUser: false, isOpenedLater: false };

describe('NativeMembers', () => {
  it('loads through the strategies of the policy', () => {
    const { opened, members } = make();
    members.load(FILE, { exports: {} }, []);
    assert.deepEqual(opened, ['/real']);
  });

  it('asks nobody where the policy denies, or Node has addons switched off', () => {
    const denied = make({ policy: { ...DEFAULT_POLICY, native: [] } });
    assert.throws(() => denied.members.load(FILE, {}, []), { code: 'ERR_ZIPIMPORT_POLICY_DENIED' });
    assert.throws(() => denied.members.place(FILE, USE), { code: 'ERR_ZIPIMPORT_POLICY_DENIED' });
    const off = make({
      dlopen: () => {
        throw Object.assign(new Error('addons are disabled'), { code: 'ERR_DLOPEN_DISABLED' });
      },
      memory: { load: () => assert.fail('was asked') },
    });
    assert.throws(() => off.members.load(FILE, {}, []), { code: 'ERR_DLOPEN_DISABLED' });
  });

  it('tries again after a failure, and says the same', () => {
    const { members } = make({
      memory: {
        load() {
          throw new Error('no room');
        },
      },
    });
    for (let turn = 0; turn < 2; turn += 1) {
      assert.throws(() => members.load(FILE, {}, []), {
        code: 'ERR_ZIPIMPORT_NATIVE_UNLOADABLE',
        message: /memory: no room/,
      });
    }
  });

  if (process.platform === 'linux' && /^(?:x64|arm64)$/.test(process.arch)) {
    it('hands the system nothing that is cut off or foreign: no program, and no library of an addon', () => {
      const { opened, members } = make();
      const load = (name: string) => (): void => members.load(find(`/m.zip/${name}`)!, { exports: {} }, []);
      assert.throws(load('linked.node'), { code: 'ERR_ZIPIMPORT_NATIVE_TRUNCATED', member: 'lib/libcut.so' });
      assert.throws(load('foreign.node'), { code: 'ERR_ZIPIMPORT_NATIVE_PLATFORM', member: 'lib/libforeign.so' });
      assert.throws(() => members.place(find('/m.zip/cut-program')!, USE), { code: 'ERR_ZIPIMPORT_NATIVE_TRUNCATED' });
      assert.deepEqual(opened, []);
    });
  }

  it('places a program once for each use', () => {
    const uses: boolean[] = [];
    const { members } = make({
      memory: {
        place(_file, { isDetached }) {
          uses.push(isDetached);
          return `/place/${isDetached}`;
        },
      },
    });
    const tool = (): NativeFile => find('/m.zip/tool')!;
    for (const isDetached of [false, false, true, true]) {
      assert.equal(members.place(tool(), { ...USE, isDetached }), `/place/${isDetached}`);
    }
    assert.deepEqual(uses, [false, true]);
  });

  it('says which strategy has no place for programs', () => {
    assert.throws(() => make().members.place(FILE, USE), {
      code: 'ERR_ZIPIMPORT_NATIVE_UNLOADABLE',
      message: /memory: has no place for programs/,
    });
  });
});
