// Which ways to load a native member a policy allows, in which order, and which of its rules said so.
import { matchesGlobs } from './globs.ts';
import { memberPackage } from './member-package.ts';
import type { Policy, PolicyRule } from './policy.ts';

/** The native member that is asked about. */
export interface NativeRequest {
  /** Path of the archive (or other path entry). */
  readonly archive: string;
  readonly member: string;
  /** Name of the member's package; null where it has none. Absent: as its path below node_modules says. */
  readonly packageName?: string | null | undefined;
  /** `os-arch` or `os-arch-libc`: 'linux-x64-glibc', 'darwin-arm64'. */
  readonly platform: string;
}

export interface NativeDecision {
  /** Names of strategies, best first; empty when the member is denied. */
  readonly order: readonly string[];
  /** Who decided, in words for errors and explanations: 'rules[2] of /app/zipimport.policy.json', 'native of ...', 'the default'. */
  readonly rule: string;
}

/** What `policy` says about one native member. The last rule that holds wins; where none does, the key `native`. */
export function nativeOrder(policy: Policy, request: NativeRequest): NativeDecision {
  const at = policy.rules.findLastIndex((rule) => holds(rule, request));
  const rule = policy.rules[at];
  const order = rule?.native ?? policy.native;
  if (policy.file === null) return { order, rule: 'the default' };
  return { order, rule: `${rule === undefined ? 'native' : `rules[${at}]`} of ${policy.file}` };
}

function holds(rule: PolicyRule, { archive, member, packageName, platform }: NativeRequest): boolean {
  const owner = packageName === undefined ? (memberPackage(archive, member)?.name ?? null) : packageName;
  return (
    matchesGlobs(rule.package, owner) &&
    matchesGlobs(rule.member, member) &&
    matchesGlobs(rule.archive, archive) &&
    matchesPlatform(rule.platform, platform)
  );
}

/** 'linux' and 'linux-x64' hold for 'linux-x64-glibc', too. */
function matchesPlatform(globs: readonly string[] | undefined, platform: string): boolean {
  if (globs === undefined) return true;
  const parts = platform.split('-');
  return parts.some((_, at) => matchesGlobs(globs, parts.slice(0, at + 1).join('-')));
}
