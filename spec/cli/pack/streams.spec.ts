import assert from 'node:assert/strict';
import * as streams from '../../../cli/pack/streams.ts';

describe('streams of pack', () => {
  it('are the global ones where sources are run as they are, so that zip.js takes them', () => {
    assert.equal(streams.ReadableStream, globalThis.ReadableStream);
    assert.equal(streams.TransformStream, globalThis.TransformStream);
    assert.equal(streams.WritableStream, globalThis.WritableStream);
  });
});
