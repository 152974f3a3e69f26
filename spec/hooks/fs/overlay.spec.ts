// The overlay against the disk: the same programs over a directory and over an archive of it, on every Node version.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFsHarness, type FsHarness } from '../../support/fs-harness.ts';
import { nodeBinaries } from '../../support/nodes.ts';

const RUNNER = fileURLToPath(new URL('../../support/fs-runner.cjs', import.meta.url));
const MOST_OUTPUT_BYTES = 1 << 28;

describe('installFsOverlay', () => {
  let harness: FsHarness;
  before(() => {
    harness = createFsHarness();
  });
  after(() => harness.remove());

  function answers(node: string, root: string, ...overlay: readonly string[]): Record<string, string> {
    const scratch = fs.mkdtempSync(path.join(harness.directory, 'scratch-'));
    const output = execFileSync(node, ['--no-warnings', RUNNER, root, scratch, ...overlay], {
      encoding: 'utf8',
      cwd: harness.directory,
      maxBuffer: MOST_OUTPUT_BYTES,
    });
    return JSON.parse(output) as Record<string, string>;
  }

  for (const { major, path: node } of nodeBinaries()) {
    describe(`on Node ${major}`, () => {
      it('answers every program as the directory does', () => {
        const expected = answers(node, harness.tree);
        const actual = answers(node, harness.archive, harness.overlay, harness.tree);
        assert.deepEqual(Object.keys(actual), Object.keys(expected));
        const different = Object.keys(expected).filter((name) => actual[name] !== expected[name]);
        for (const name of different) assert.equal(actual[name], expected[name], name);
      });
    });
  }
});
