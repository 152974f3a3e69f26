// readFields against JSON.parse: the same values, or null.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFields } from '../../../lib/resolve/package-fields.ts';
import { ROOT } from '../../support/run-node.ts';

const WANTED: ReadonlySet<string> = new Set(['name', 'main', 'type', 'exports', 'imports']);

function byParsing(text: string): Record<string, unknown> {
  const all = JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).filter(([key]) => WANTED.has(key)));
}

describe('readFields', () => {
  const SAME = [
    '{}',
    ' { } ',
    '{"name":"a"}',
    '{"other":1,"name":"a","more":[1,{"name":"inner"}],"main":"x"}',
    '\n{\t"exports" : { ".": ["a", null, {"x":"}"}] } ,\r\n "type":"module" }\n',
    '{"description":"quotes \\" and \\\\","name":"b"}',
    '{"a":"ends in backslash \\\\","main":"\\u0041\\n"}',
    '{"a":true,"b":null,"c":-1.5e3,"name":null,"exports":false}',
    '{"a":"{[","b":{"c":"]}"},"imports":{"#a":"./a.js"}}',
    '{"a":[],"b":{},"name":"","type":""}',
  ];
  for (const text of SAME) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(readFields(text, WANTED), byParsing(text)));
  }

  it('agrees with JSON.parse on every package.json of this project', () => {
    const files = readdirSync(join(ROOT, 'node_modules'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('package.json'),
    );
    assert.ok(files.length > 20);
    for (const file of files) {
      const text = readFileSync(join(ROOT, 'node_modules', file), 'utf8').replace(/^\ufeff/, '');
      const fields = readFields(text, WANTED);
      if (fields !== null) assert.deepEqual(fields, byParsing(text), file);
    }
  });

  const LEFT = [
    '',
    '[]',
    '"text"',
    'null',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1]',
    '{a:1}',
    '{"a":"open',
    '{"a" 1}',
    '{"\\u006eame":"a"}',
    '{"name":"a","name":"b"}',
    '{"name":"a"} x',
    '{"a":[1}',
  ];
  for (const text of LEFT) {
    it(`leaves ${JSON.stringify(text)} to JSON.parse`, () => assert.equal(readFields(text, WANTED), null));
  }

  it('throws for a wanted value that is no JSON', () => {
    assert.throws(() => readFields('{"name":tru}', WANTED), SyntaxError);
  });

  it('does not look into values that nobody wants, as Node does not from version 22 on', () => {
    assert.deepEqual(readFields('{"scripts":{"a":1,},"name":"a"}', WANTED), { name: 'a' });
  });
});
