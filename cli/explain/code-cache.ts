// Whether a member would be taken from a code cache in its archive, and if not, why.

import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import type { Finder, Member } from '../../lib/finders/finder.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import { codeCacheLoader, packedCodeCaches } from '../../loaders/compiled/code-cache-loader.ts';
import { blobName, LEAST_MODULE_SOURCE_BYTES } from '../../loaders/compiled/format.ts';

interface Question {
  readonly finder: Finder;
  readonly member: Member;
  /** Absolute path of the member. */
  readonly path: string;
  readonly policy: Policy;
}

export const CODE_CACHE = 'compiled/codecache';

const NOTHING = 'the code cache has nothing for this member, or was made of another source';

/** Why the source of an ES module is compiled that is imported; null when its code cache is used, unless V8 refuses it. */
export function moduleCodeObjection({ finder, member, policy }: Omit<Question, 'path'>): string | null {
  if (!policy.compiled.read) return `compiled.read of ${policy.file ?? 'the policy'} is false`;
  const caches = packedCodeCaches(finder);
  if (caches === null) return `the archive has no code cache ${blobName()} for this V8`;
  const code = caches.find(member);
  if (code?.isModule !== true || code.length === 0) return NOTHING;
  if (caches.moduleSourceBytes < LEAST_MODULE_SOURCE_BYTES) return 'the archive has code caches for few ES modules';
  return caches.data(code) === null ? 'it is damaged' : null;
}

/** Why the source of a CommonJS module is compiled; null when the code cache is used. */
export function codeCacheObjection({ finder, member, path, policy }: Question): string | null {
  if (!policy.compiled.read) return `compiled.read of ${policy.file ?? 'the policy'} is false`;
  const caches = packedCodeCaches(finder);
  if (caches === null) return `the archive has no code cache ${blobName()} for this V8`;
  const code = caches.find(member);
  if (code === undefined || code.isModule || code.length === 0) return NOTHING;
  const loader = codeCacheLoader(packedCodeCaches, () => {});
  const situation = { finder, kind: 'require', takesScripts: true } as const;
  if (!loader.accepts(member, situation)) return 'this Node.js cannot use it for a source with import()';
  const { script } = loader.load({ ...situation, path, url: pathToFileURL(path).href, member, format: 'commonjs' });
  if (script === undefined) return 'it is damaged';
  const { cachedDataRejected } = new vm.Script(script.text, { cachedData: script.cachedData, filename: path });
  return cachedDataRejected === true ? 'V8 refuses it: other flags, or another processor' : null;
}
