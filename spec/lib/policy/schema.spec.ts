// The schema against what is published of it: the JSON Schema and the table in the documents.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { policySchema } from '../../../lib/policy/schema.ts';
import { ROOT } from '../../support/run-node.ts';

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/** Every key of an object schema with its description, in order: 'rules[].native'. */
function keysOf({ properties = {} }: JsonSchema, prefix = ''): (readonly [string, string])[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    [prefix + name, schema.description ?? ''] as const,
    ...keysOf(schema, `${prefix}${name}.`),
    ...keysOf(schema.items ?? {}, `${prefix}${name}[].`),
  ]);
}

describe('policySchema', () => {
  const schema = toJsonSchema(policySchema) as JsonSchema;

  it('describes every key', () => {
    const keys = keysOf(schema);
    assert.ok(keys.length >= 18);
    assert.deepEqual(
      keys.filter(([, description]) => description === ''),
      [],
    );
  });

  it('is what docs/policy.md lists', () => {
    const [, text = ''] = /^## Keys$([\s\S]*?)^## /m.exec(readFileSync(join(ROOT, 'docs/policy.md'), 'utf8')) ?? [];
    const rows = [...text.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']);
    assert.deepEqual(rows, keysOf(schema));
  });

  it('is what is published as zipimport/policy.schema.json', () => {
    const { title, ...published } = JSON.parse(readFileSync(join(ROOT, 'dist/policy.schema.json'), 'utf8')) as {
      title: string;
    };
    assert.equal(title, 'zipimport policy');
    assert.deepEqual(published, JSON.parse(JSON.stringify(schema)));
  });
});
