// Formats by extension and package type; on Node with registerHooks, the same as its own resolve step says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path, { posix, win32 } from 'node:path';
import { type FileFormat, formatOf, formatOfRequired, type UnknownExtension } from '../../../lib/resolve/format.ts';
import { createState } from '../../../lib/resolve/resolver-state.ts';
import { diskView } from '../../support/disk-view.ts';
import { memoryView } from '../../support/memory-view.ts';
import { nodeBinaries } from '../../support/nodes.ts';

const FILES: Readonly<Record<string, string>> = {
  '/m/package.json': '{"type":"module"}',
  '/m/bin': '',
  '/m/wasm': '\0asm\x01',
  '/m/.hidden': '',
  '/m/node_modules/p/x.js': '',
  '/c/package.json': '{"type":"commonjs"}',
  '/n/package.json': '{}',
};

function both(
  file: string,
  flavour = posix,
  files = FILES,
): [FileFormat | UnknownExtension | undefined, FileFormat | undefined] {
  const state = createState({ view: memoryView(files), flavour, nodeVersion: '24.14.0' });
  return [formatOf(file, state), formatOfRequired(file, state)];
}

describe('formatOf and formatOfRequired', () => {
  const rows: readonly (readonly [string, FileFormat | undefined | string, FileFormat | undefined])[] = [
    ['/m/x.js', 'module', 'module'],
    ['/c/x.js', 'commonjs', 'commonjs'],
    ['/n/x.js', undefined, undefined],
    ['/none/x.js', undefined, undefined],
    ['/m/node_modules/p/x.js', undefined, undefined],
    ['/m/x.cjs', 'commonjs', 'commonjs'],
    ['/c/x.mjs', 'module', 'module'],
    ['/m/x.json', 'json', 'json'],
    ['/m/x.wasm', 'wasm', undefined],
    ['/m/x.node', 'addon', 'addon'],
    ['/m/x.ts', 'module-typescript', 'module-typescript'],
    ['/c/x.ts', 'commonjs-typescript', 'commonjs-typescript'],
    ['/n/x.ts', undefined, undefined],
    ['/n/x.mts', 'module-typescript', 'module-typescript'],
    ['/n/x.cts', 'commonjs-typescript', 'commonjs-typescript'],
    ['/m/bin', 'module', undefined],
    ['/m/wasm', 'wasm', undefined],
    ['/c/bin', 'commonjs', undefined],
    ['/n/bin', undefined, undefined],
    ['/m/.hidden', 'module', undefined],
    ['/m/.js', 'module', 'module'],
    ['/m/x.d/bin', 'module', undefined],
    ['/m/x.tar.gz', '.gz', undefined],
    ['/m/x.', '.', undefined],
    ['/m/x.JS', '.JS', undefined],
    ['/m/x.a b', '.a%20b', undefined],
    ['/m/x.toString', '.toString', undefined],
    ['/m/x.__proto__', '.__proto__', undefined],
  ];
  for (const [file, imported, required] of rows) {
    it(`${file}: ${imported} imported, ${required} required`, () => {
      const expected = imported?.startsWith('.') ? { unknownExtension: imported } : imported;
      assert.deepEqual(both(file), [expected, required]);
    });
  }

  it('read Windows paths', () => {
    const files = { 'C:\\m.d\\package.json': '{"type":"module"}', 'C:\\m.d\\bin': '' };
    assert.deepEqual(both('C:\\m.d\\x.js', win32, files), ['module', 'module']);
    assert.deepEqual(both('C:\\m.d\\bin', win32, files), ['module', undefined]);
    assert.deepEqual(both('C:\\m.d\\x.y', win32, files), [{ unknownExtension: '.y' }, undefined]);
  });

  it('say which package.json is no JSON', () => {
    assert.throws(() => both('/b/x.js', posix, { '/b/package.json': '{' }), { code: 'ERR_INVALID_PACKAGE_CONFIG' });
  });
});

// Windows drops the final dot of a file name.
const describeOnPosix = process.platform === 'win32' ? (): void => {} : describe;

describeOnPosix('formatOf, against Node', () => {
  // 22.15 and later tell the format that they resolved; without --strip-types by default they do not know TypeScript.
  for (const node of nodeBinaries().filter(({ major }) => major >= 22)) {
    it(`is what Node ${node.major} says`, () => {
      const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'zipimport-format-')));
      try {
        const names: string[] = [];
        for (const [directory, json] of [
          ['m', '{"type":"module"}'],
          ['c', '{"type":"commonjs"}'],
          ['n', '{}'],
          ['odd', '{"type":"odd"}'],
        ] as const) {
          fs.mkdirSync(path.join(root, directory));
          fs.writeFileSync(path.join(root, directory, 'package.json'), json);
          for (const name of [
            'x.js',
            'x.mjs',
            'x.cjs',
            'x.json',
            'x.wasm',
            'bin',
            '.hidden',
            '.js',
            'x.foo',
            'x.',
            'a.b.js',
            'x.ts',
            'x.mts',
            'x.cts',
          ]) {
            fs.writeFileSync(path.join(root, directory, name), '');
            names.push(`${directory}/${name}`);
          }
          fs.writeFileSync(path.join(root, directory, 'wasm'), '\0asm\x01\0\0\0');
          names.push(`${directory}/wasm`);
        }
        const script = path.join(root, 'ask.mjs');
        const text = `import { registerHooks } from 'node:module';
          const said = {};
          registerHooks({ resolve(specifier, context, next) {
            const result = next(specifier, context);
            said[specifier] = result.format ?? null;
            return { url: 'data:text/javascript,', format: 'module', shortCircuit: true };
          } });
          for (const name of ${JSON.stringify(names)}) await import('./' + name);
          process.stdout.write(JSON.stringify(said));`;
        fs.writeFileSync(script, text);
        const run = spawnSync(node.path, ['--no-warnings', script], {
          encoding: 'utf8',
          env: { ...process.env, NODE_OPTIONS: '' },
        });
        assert.equal(run.status, 0, run.stderr);
        const said = JSON.parse(run.stdout) as Record<string, string | null>;
        const state = createState({ view: diskView(), nodeVersion: node.version });
        for (const name of names) {
          const ours = formatOf(path.join(root, name), state);
          assert.equal(typeof ours === 'string' ? ours : null, said[`./${name}`], name);
        }
      } finally {
        fs.rmSync(root, { recursive: true });
      }
    });
  }
});
