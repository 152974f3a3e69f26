import assert from 'node:assert/strict';
import { checkPolicy, type PolicyProblem } from '../../../lib/policy/check-policy.ts';

/** What is wrong with a file: [key, message] of each problem; none when it is right. */
function problems(value: unknown): [string, string][] {
  const result = checkPolicy(value);
  if (!Array.isArray(result)) return [];
  return result.map(({ key, message }: PolicyProblem) => [key, message]);
}

describe('checkPolicy', () => {
  it('lets through what is right, as it is', () => {
    const files = [
      {},
      { native: 'deny' },
      { native: ['extract', 'memory'] },
      {
        rules: [
          { native: 'extract' },
          { package: 'a', member: ['b'], platform: 'linux', archive: 'c', native: 'deny' },
        ],
      },
      { extract: { directory: 'x', packages: [], members: ['**'], verify: false, keep: '30d' } },
      { extract: { keep: false } },
      { path: ['a.zip'], compiled: { read: true, write: true }, $schema: 's' },
    ];
    for (const file of files) assert.deepEqual(checkPolicy(file), file);
  });

  const wrong: readonly (readonly [unknown, readonly [string, string][]])[] = [
    [[], [['', 'The file is a list; it must be an object.']]],
    [
      'deny',
      [
        [
          '',
          'The file is "deny"; it must be an object with "$schema", "native", "rules", "extract", "path", "compiled".',
        ],
      ],
    ],
    [
      { native: 'memry' },
      [
        [
          'native',
          'native is "memry"; it must be "memory", "extract" or "deny", or a list of "memory" and "extract" in order of preference. Did you mean "memory"?',
        ],
      ],
    ],
    [
      { native: ['memory', 'exract'] },
      [['native[1]', 'native[1] is "exract"; it must be "memory" or "extract". Did you mean "extract"?']],
    ],
    [{ native: ['deny'] }, [['native[0]', 'native[0] is "deny"; it must be "memory" or "extract".']]],
    [{ native: [] }, [['native', 'native is []; it must be a list that is not empty; "deny" forbids.']]],
    [
      { natve: 'deny' },
      [
        [
          'natve',
          'There is no key "natve"; allowed are "$schema", "native", "rules", "extract", "path", "compiled". Did you mean "native"?',
        ],
      ],
    ],
    [
      { rules: [{ native: 'deny' }, { native: 'deny', colour: 'red' }] },
      [
        [
          'rules[1].colour',
          'There is no key "colour" in rules[1]; allowed are "package", "member", "archive", "platform", "native".',
        ],
      ],
    ],
    [{ rules: [{}] }, [['rules[0].native', 'rules[0].native is missing.']]],
    [{ rules: {} }, [['rules', 'rules is {}; it must be a list of rules.']]],
    [{ rules: [[]] }, [['rules[0]', 'rules[0] is a list; it must be an object.']]],
    [
      { rules: [null] },
      [
        [
          'rules[0]',
          'rules[0] is null; it must be an object with "package", "member", "archive", "platform", "native".',
        ],
      ],
    ],
    [
      { rules: [{ native: 'deny', package: ['a', 1] }] },
      [['rules[0].package[1]', 'rules[0].package[1] is 1; it must be a string.']],
    ],
    [{ extract: [] }, [['extract', 'extract is a list; it must be an object.']]],
    [
      { extract: { keep: '30x' } },
      [
        [
          'extract.keep',
          'extract.keep is "30x"; it must be true, false, or a time such as "30d" (units s, m, h, d and w).',
        ],
      ],
    ],
    [{ extract: { verify: 'yes' } }, [['extract.verify', 'extract.verify is "yes"; it must be true or false.']]],
    [
      { extract: { directory: '' } },
      [['extract.directory', 'extract.directory is ""; it must be a string that is not empty.']],
    ],
    [{ compiled: { read: 1 } }, [['compiled.read', 'compiled.read is 1; it must be true or false.']]],
    [{ path: 'a.zip' }, [['path', 'path is "a.zip"; it must be a list of strings.']]],
  ];
  for (const [value, expected] of wrong) {
    it(`says what is wrong with ${JSON.stringify(value)}`, () => assert.deepEqual(problems(value), expected));
  }

  it('says everything that is wrong at once', () => {
    assert.equal(problems({ native: 1, path: 2, compiled: 3 }).length, 3);
  });

  it('knows no keys but those of the schema, whatever their names', () => {
    assert.equal(problems(JSON.parse('{ "__proto__": {} }')).length, 1);
    assert.equal(problems({ constructor: {} }).length, 1);
  });
});
