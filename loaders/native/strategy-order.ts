// Which strategies a policy allows for a member, and asking one after the other until one can.
import { ZipImportError } from '../../lib/errors.ts';
import { type NativeDecision, nativeOrder } from '../../lib/policy/native-order.ts';
import type { Policy } from '../../lib/policy/policy.ts';
import type { NativeFile } from './native-file.ts';
import type { NativeStrategy } from './native-strategy.ts';
import { type Binary, hostPlatform, isForeign, platformName } from './platform.ts';

export interface StrategySource {
  readonly policy: Policy;
  /** Third parties' strategies, which come first whatever the policy's order, unless it denies the member. */
  added(): readonly NativeStrategy[];
  /** Ours, which the policy names. */
  readonly builtIn: readonly NativeStrategy[];
}

/** @throws ERR_ZIPIMPORT_POLICY_DENIED */
export function decide(file: NativeFile, policy: Policy): NativeDecision {
  const { archive, member } = file;
  const decision = nativeOrder(policy, { archive, member, platform: platformName(hostPlatform()) });
  if (decision.order.length > 0) return decision;
  throw new ZipImportError(
    'ERR_ZIPIMPORT_POLICY_DENIED',
    `${member} in ${archive} is a native member, and ${decision.rule} denies it.`,
    { archive, member },
  );
}

/**
 * What `use` returns for the first strategy that can.
 * @param decision what the policy says
 * @param use throws with the reason why a strategy cannot
 * @param isFinal errors that would be the same with every strategy
 * @throws ERR_ZIPIMPORT_NATIVE_UNLOADABLE with each strategy and its reason; final errors as they are
 */
export function firstThatCan<Result>(
  file: NativeFile,
  source: StrategySource,
  { order, rule }: NativeDecision,
  use: (strategy: NativeStrategy) => Result,
  isFinal: (error: unknown) => boolean = () => false,
): Result {
  const { archive, member } = file;
  const own = order.flatMap((name) => source.builtIn.find((strategy) => strategy.name === name) ?? []);
  const refusals: string[] = [];
  for (const strategy of [...source.added(), ...own]) {
    const available = strategy.available?.() ?? true;
    if (available !== true) {
      refusals.push(`${strategy.name}: ${available}`);
      continue;
    }
    try {
      return use(strategy);
    } catch (error) {
      if (isFinal(error)) throw error;
      refusals.push(`${strategy.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const reasons = refusals.map((line) => `\n  ${line}`).join('');
  throw new ZipImportError(
    'ERR_ZIPIMPORT_NATIVE_UNLOADABLE',
    `${member} in ${archive} is native, and no way to hand it to the system works here (order: ${order.join(', ')}, by ${rule}).${reasons}`,
    { archive, member },
  );
}

/**
 * Refuses what the system's loader would refuse in misleading words, or crash on.
 * @throws ERR_ZIPIMPORT_NATIVE_PLATFORM, ERR_ZIPIMPORT_NATIVE_TRUNCATED
 */
export function checkBinary(file: NativeFile, binary: Binary): void {
  const { archive, member, size } = file;
  if (isForeign(binary)) {
    const [built, own] = [platformName(binary), platformName(hostPlatform())];
    throw new ZipImportError(
      'ERR_ZIPIMPORT_NATIVE_PLATFORM',
      `${member} in ${archive} is built for ${built}, and this Node.js is ${own}. Put the package's files for ${own} into the archive.`,
      { archive, member, expected: own, actual: built },
    );
  }
  if (binary.elf === null || binary.elf.minimumSize <= size) return;
  const { minimumSize } = binary.elf;
  throw new ZipImportError(
    'ERR_ZIPIMPORT_NATIVE_TRUNCATED',
    `${member} in ${archive} is cut off: it has ${size} bytes, and its headers speak of ${minimumSize}. It was so when the archive was made.`,
    { archive, member, expected: minimumSize, actual: size },
  );
}
