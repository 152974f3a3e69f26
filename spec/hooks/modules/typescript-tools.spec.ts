import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFindTransform, nodeStripTypes } from '../../../hooks/modules/typescript-tools.ts';
import { makeTempFolder, removeFolder } from '../../support/temp-folder.ts';

describe('nodeStripTypes', () => {
  const strip = nodeStripTypes();

  it('answers as process.features.typescript does', () => {
    const mode = (process.features as { typescript?: unknown }).typescript ?? false;
    assert.equal(strip === null, mode === false);
  });

  if (strip === null) return;

  it('keeps places and names the source, and nobody is warned', () => {
    const warnings: unknown[] = [];
    const { emitWarning } = process;
    const counting: typeof emitWarning = (...args: unknown[]) => void warnings.push(args);
    process.emitWarning = counting;
    try {
      assert.match(strip('let a: number = 1;', 'file:///a.ts'), /^let a {9}= 1;\s+\/\/# sourceURL=file:\/\/\/a\.ts$/);
      assert.equal(process.emitWarning, counting);
    } finally {
      process.emitWarning = emitWarning;
    }
    assert.deepEqual(warnings, []);
  });
});

describe('makeFindTransform', () => {
  let folder: string;
  before(() => {
    folder = makeTempFolder();
  });
  after(() => removeFolder(folder));

  function install(file: string, content: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }

  it('finds the esbuild of the tsx that the module can resolve', () => {
    install('app/node_modules/tsx/package.json', '{}');
    install('app/node_modules/tsx/node_modules/esbuild/index.js', 'exports.transformSync = () => ({ code: "mine" });');
    const find = makeFindTransform();
    const transform = find(join(folder, 'app/src/a.ts'));
    assert.equal(transform?.('', { loader: 'ts', sourcefile: '', sourcemap: false, target: '' }).code, 'mine');
    assert.equal(find(join(folder, 'app/src/b.ts')), transform);
  });

  it('looks in the working directory when the module has none', () => {
    assert.equal(typeof makeFindTransform()(join(folder, 'elsewhere/a.ts')), 'function');
  });
});
