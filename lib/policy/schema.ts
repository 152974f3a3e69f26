// The schema of policy files: the one source of what is accepted, of the error messages, of policy.schema.json and of the table in
// docs/policy.md. Keys are described where they are defined.
import * as v from 'valibot';
import { DURATION_PATTERN } from './duration.ts';

type NativeKey = 'memory' | 'extract' | 'deny' | readonly ('memory' | 'extract')[];
type Globs = string | readonly string[];

/** A policy file as it is written; what each key means is said in the schema below. */
export interface PolicyFile {
  readonly $schema?: string | undefined;
  readonly native?: NativeKey | undefined;
  readonly rules?:
    | readonly {
        readonly package?: Globs | undefined;
        readonly member?: Globs | undefined;
        readonly archive?: Globs | undefined;
        readonly platform?: Globs | undefined;
        readonly native: NativeKey;
      }[]
    | undefined;
  readonly extract?:
    | {
        readonly directory?: string | undefined;
        readonly packages?: readonly string[] | undefined;
        readonly members?: readonly string[] | undefined;
        readonly verify?: boolean | undefined;
        readonly keep?: boolean | string | undefined;
      }
    | undefined;
  readonly path?: readonly string[] | undefined;
  readonly compiled?: { readonly read?: boolean | undefined; readonly write?: boolean | undefined } | undefined;
}

/** Begins the message of an object's schema; the list of its keys follows as JSON. */
export const ALLOWED_KEYS = 'keys ';

const WAYS = ['memory', 'extract', 'deny'] as const;
const WAYS_OF_LIST = ['memory', 'extract'] as const;

const text = v.pipe(v.string('a string'), v.nonEmpty('a string that is not empty'));
const texts = v.array(text, 'a list of strings');
const flag = v.boolean('true or false');

const native = v.union(
  [
    v.picklist(WAYS, `${quoted(WAYS)}, or a list`),
    v.pipe(
      v.array(v.picklist(WAYS_OF_LIST, quoted(WAYS_OF_LIST)), 'a list'),
      v.minLength(1, 'a list that is not empty; "deny" forbids'),
    ),
  ],
  `${quoted(WAYS)}, or a list of "memory" and "extract" in order of preference`,
);
const globs = v.union([text, texts], 'a string or a list of strings');

const rule = strict({
  package: v.optional(describe(globs, 'Names or globs of packages; any of them.')),
  member: v.optional(describe(globs, 'Globs of member names, such as `node_modules/*/build/**`; any of them.')),
  archive: v.optional(
    describe(globs, 'Globs of paths of archives, relative to the folder of the policy file or absolute; any of them.'),
  ),
  platform: v.optional(
    describe(
      globs,
      'Platforms: `linux`, `linux-x64`, `linux-x64-musl`, or globs of them such as `*-arm64`; any of them.',
    ),
  ),
  native: describe(native, 'What holds for native members that meet all conditions of the rule.'),
});

const DURATION = 'true, false, or a time such as "30d" (units s, m, h, d and w)';

const extract = strict({
  directory: v.optional(
    describe(
      text,
      'Directory of the [extraction cache](cache.md), relative to the folder of the policy file or absolute. Default: a directory of the user.',
    ),
  ),
  packages: v.optional(
    describe(
      texts,
      'Names or globs of packages that are unpacked whole, for code that is not JavaScript; all that an archive has of them together, so that one finds the other.',
    ),
  ),
  members: v.optional(
    describe(
      texts,
      'Globs of members that are unpacked. What one glob matches is unpacked together, in its relative layout.',
    ),
  ),
  verify: v.optional(
    describe(
      flag,
      'Whether files that are there already are compared with their hash before each use. Default: `true`.',
    ),
  ),
  keep: v.optional(
    describe(
      v.union([flag, v.pipe(v.string(), v.regex(DURATION_PATTERN, DURATION))], DURATION),
      'How long unpacked files stay: `true` until somebody removes them, `false` until the process ends, `"30d"` that long after their last use. Default: `true`.',
    ),
  ),
});

const compiled = strict({
  read: v.optional(
    describe(flag, 'Whether code caches in archives and beside the extraction cache are used. Default: `true`.'),
  ),
  write: v.optional(describe(flag, 'Whether code caches are written beside the extraction cache. Default: `false`.')),
});

const file = strict({
  $schema: v.optional(
    describe(text, 'Where editors find the schema, such as `./node_modules/zipimport/dist/policy.schema.json`.'),
  ),
  native: v.optional(
    describe(
      native,
      'How native members are loaded: `"memory"`, `"extract"`, `"deny"`, or a list in order of preference. Default: `["memory", "extract"]`.',
    ),
  ),
  rules: v.optional(
    describe(v.array(rule, 'a list of rules'), 'Exceptions from `native`. The last rule that holds decides.'),
  ),
  extract: v.optional(describe(extract, 'What is unpacked to real files, and where.')),
  path: v.optional(
    describe(
      texts,
      'More path entries, relative to the folder of the policy file or absolute, after those of `ZIPIMPORT_PATH`. Globs are allowed: `plugins/*.zip`.',
    ),
  ),
  compiled: v.optional(describe(compiled, 'Use of code caches.')),
});

/** The schema itself. Typed by what it lets through, so that the compiler holds the two together. */
export const policySchema: v.GenericSchema<PolicyFile> = file;

/** A JSON object; what its message carries are the keys that it may have. */
function strict<Entries extends v.ObjectEntries>(entries: Entries): v.StrictObjectSchema<Entries, string> {
  return v.strictObject(entries, ALLOWED_KEYS + JSON.stringify(Object.keys(entries)));
}

function describe<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.SchemaWithPipe<readonly [Schema, v.DescriptionAction<v.InferOutput<Schema>, string>]> {
  return v.pipe(schema, v.description(text));
}

function quoted(values: readonly string[]): string {
  const list = values.map((value) => JSON.stringify(value));
  return list.length < 2 ? list.join() : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}
