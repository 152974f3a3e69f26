import assert from 'node:assert/strict';
import { memberPackage } from '../../../lib/policy/member-package.ts';

describe('memberPackage', () => {
  const rows: readonly (readonly [string, string, string | null])[] = [
    ['/app.zip', 'node_modules/bcrypt/lib/b.node', 'bcrypt node_modules/bcrypt'],
    [
      '/app.zip',
      'node_modules/@img/sharp-linux-x64/lib/s.node',
      '@img/sharp-linux-x64 node_modules/@img/sharp-linux-x64',
    ],
    ['/app.zip', 'node_modules/a/node_modules/b/x.js', 'b node_modules/a/node_modules/b'],
    ['/app.zip', 'packages/p/node_modules/b/x.js', 'b packages/p/node_modules/b'],
    ['/app.zip', 'lib/x.node', null],
    ['/app.zip', 'my_node_modules/b/x.js', null],
    ['/app.zip', 'node_modules/file.js', null],
    ['/app.zip', 'node_modules/@scope/file.js', null],
    ['/srv/node_modules.zip', 'bcrypt/b.node', 'bcrypt bcrypt'],
    ['/srv/node_modules.zip', '@s/p/b.node', '@s/p @s/p'],
    ['/srv/node_modules.zip', 'node_modules/p/b.node', 'p node_modules/p'],
    ['/srv/node_modules.zip', 'file.js', null],
    ['C:\\srv\\node_modules.zip', 'bcrypt/b.node', 'bcrypt bcrypt'],
    ['/srv/old_node_modules.zip', 'bcrypt/b.node', null],
  ];
  for (const [archive, member, expected] of rows) {
    it(`${archive} ${member}: ${expected ?? 'none'}`, () => {
      const found = memberPackage(archive, member);
      assert.equal(found === null ? null : `${found.name} ${found.directory}`, expected);
    });
  }
});
