import assert from 'node:assert/strict';
import { join } from 'node:path';
import { makeStubs } from '../../../../cli/pack/sourceless/stubs.ts';
import { makeTempFolder, removeFolder, writeTree } from '../../../support/temp-folder.ts';

describe('makeStubs', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  function stubOf(source: string): string {
    writeTree(folder, { 'a.js': source });
    const member = { name: 'a.js', kind: 'file', path: join(folder, 'a.js'), size: 0, mode: 0o100644 } as const;
    return makeStubs([member]).get('a.js')!.toString();
  }

  it('keeps names that import finds, and nothing of the source', () => {
    const stub = stubOf(
      "#!/usr/bin/env node\nexports.a = 'SECRET'; exports['b c'] = 2; __exportStar(require('./d'));\n",
    );
    assert.match(stub, /^#!\/usr\/bin\/env node\n/);
    assert.match(stub, /exports\["a"\] = 0; exports\["b c"\] = 0;/);
    assert.match(stub, /require\("\.\/d"\)/);
    assert.doesNotMatch(stub, /SECRET/);
  });

  it('keeps where the source map is, unless it is in the source', () => {
    assert.match(stubOf('//# sourceMappingURL=a.js.map\n'), /\n\/\/# sourceMappingURL=a\.js\.map\n$/);
    assert.doesNotMatch(stubOf('//# sourceMappingURL=data:application/json;base64,e30=\n'), /sourceMapping/);
    assert.doesNotMatch(stubOf('const text = "//# sourceMappingURL=x";\n'), /sourceMapping/);
  });

  it('has no names of what the lexer cannot read', () => {
    assert.doesNotMatch(stubOf('exports.a = 1; }}} `'), /= 0/);
  });

  it('fails for what cannot be read', () => {
    const member = { name: 'b.js', kind: 'file', path: join(folder, 'none.js'), size: 0, mode: 0o100644 } as const;
    assert.throws(() => makeStubs([member]), { code: 'ERR_ZIPIMPORT_PACK_UNREADABLE' });
  });
});
