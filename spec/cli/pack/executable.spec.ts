import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { makeCompanion, makeStub, runtimeMembers } from '../../../cli/pack/executable.ts';

describe('makeStub', () => {
  const stub = Buffer.from(makeStub('my app;$(x)')).toString('latin1');

  it('is a script whose name holds nothing that a shell would run', () => {
    assert.match(stub, /^#!\/bin\/sh\n# zipimport/);
    assert.ok(!stub.includes('$(x)'));
    assert.match(stub, /my_app___x_: this program needs/);
  });

  it('is text without the signature of a local header, which the boot module looks for', () => {
    assert.ok(!stub.includes('PK\x03'));
    assert.match(stub, /^[\n\x20-\x7e]*$/);
  });

  it('is smaller than what the boot module reads of the file at first', () => {
    assert.ok(stub.length < 16_000, `${stub.length} bytes`);
  });

  if (process.platform !== 'win32') {
    it('is right for sh', () => {
      const { status, stderr } = spawnSync('sh', ['-n'], { input: stub, encoding: 'utf8' });
      assert.deepEqual([status, stderr], [0, '']);
    });
  }
});

describe('makeCompanion', () => {
  it('starts the file beside it, whatever its name', () => {
    assert.match(makeCompanion('100% app'), /" "%~dp0100%% app" %\*\r\n/);
  });
});

describe('runtimeMembers', () => {
  it('are the bundles, stored, without what needs a folder of its own', () => {
    const members = runtimeMembers();
    const names = members.map(({ name }) => name);
    for (const name of ['engine.cjs', 'native.cjs', 'policy.cjs', 'zipimport.cjs', 'THIRD-PARTY-LICENSES.md']) {
      assert.ok(names.includes(`.zipimport/runtime/${name}`), name);
    }
    for (const name of ['register.cjs', 'start.cjs']) assert.ok(!names.includes(`.zipimport/runtime/${name}`), name);
    assert.ok(members.every(({ method, content }) => method === 'store' && content.length > 0));
  });
});
