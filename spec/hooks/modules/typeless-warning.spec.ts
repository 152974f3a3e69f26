import assert from 'node:assert/strict';
import sinon from 'sinon';
import { makeTypelessWarning } from '../../../hooks/modules/typeless-warning.ts';

describe('makeTypelessWarning', () => {
  let emitWarning: sinon.SinonStub;
  beforeEach(() => {
    emitWarning = sinon.stub(process, 'emitWarning');
  });
  afterEach(() => sinon.restore());

  it('warns once per package.json', () => {
    const warn = makeTypelessWarning();
    warn('/app.zip/package.json', 'file:///app.zip/a.js');
    warn('/app.zip/package.json', 'file:///app.zip/b.js');
    warn('/app.zip/c/package.json', 'file:///app.zip/c/c.js');
    const calls = emitWarning.args as [string, { code: string }][];
    assert.deepEqual(
      calls.map(([text, { code }]) => [/Module type of (\S+)/.exec(text)?.[1], code]),
      [
        ['file:///app.zip/a.js', 'MODULE_TYPELESS_PACKAGE_JSON'],
        ['file:///app.zip/c/c.js', 'MODULE_TYPELESS_PACKAGE_JSON'],
      ],
    );
  });

  it('does not warn of packages: below node_modules, and in the archive that stands in for it', () => {
    const warn = makeTypelessWarning();
    for (const folder of ['/app.zip/node_modules', '/srv/node_modules.zip', '/srv/node_modules.zip/node_modules']) {
      warn(`${folder}/p/package.json`, `file://${folder}/p/index.js`);
    }
    assert.equal(emitWarning.callCount, 0);
    warn('/srv/my_node_modules.zip/package.json', 'file:///srv/my_node_modules.zip/index.js');
    assert.equal(emitWarning.callCount, 1);
  });
});
