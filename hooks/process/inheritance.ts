// What a new process or thread is given so that archives are directories there, too: the variables to add to its environment.
import { POLICY_VARIABLE } from '../../lib/policy/find-policy.ts';
import { quoteNodeOption, splitNodeOptions } from './node-options.ts';
import { isRegistered, pinRegistration, registrationOption } from './registration.ts';

/** Variables by name; a missing one is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What travels from this thread. */
export interface Inheritance {
  /** Absolute path of what `zipimport/register` is. */
  readonly registerPath: string;
  /** This thread's own variables. */
  readonly own: Environment;
  /** Between the path entries of ZIPIMPORT_PATH. */
  readonly delimiter: string;
  /** Absolute paths: those of ZIPIMPORT_PATH and those that were mounted. */
  pathEntries(): readonly string[];
  /** The policy in force here: absolute path of its file, null when there is none, and what ZIPIMPORT_POLICY was when it was read. */
  readonly policy: { readonly file: string | null; readonly variable: string | undefined };
}

/** Environment variable that keeps children and workers as they would be without zipimport, when it is '0'. */
const INHERIT_VARIABLE = 'ZIPIMPORT_INHERIT';
const PREFIX = 'ZIPIMPORT_';
const PATH_VARIABLE = 'ZIPIMPORT_PATH';

/** Whether anything travels to what is started with the variables `given`. */
export function inherits(given: Environment, own: Environment): boolean {
  return (given[INHERIT_VARIABLE] ?? own[INHERIT_VARIABLE]) !== '0';
}

/**
 * The configuration that an environment lacks: each ZIPIMPORT_ variable that it does not set itself, the path entries
 * mounted since, and the policy wherever it was found.
 * @param given the variables that the child would start with
 */
export function missingConfiguration(given: Environment, inheritance: Inheritance): Environment {
  const { own, delimiter, pathEntries, policy } = inheritance;
  const missing: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(own)) {
    if (name.startsWith(PREFIX) && given[name] === undefined) missing[name] = value;
  }
  const entries = pathEntries();
  const wanted = entries.join(delimiter);
  // Another value than ours is what the caller wants there.
  const isOwn = given[PATH_VARIABLE] === undefined || given[PATH_VARIABLE] === own[PATH_VARIABLE];
  if (entries.length > 0 && isOwn && given[PATH_VARIABLE] !== wanted) missing[PATH_VARIABLE] = wanted;
  // It may have been found by the working directory, or be named relative to it; the child's may be another.
  const isInherited = given[POLICY_VARIABLE] === undefined || given[POLICY_VARIABLE] === policy.variable;
  if (policy.file !== null && isInherited && own[POLICY_VARIABLE] === policy.variable) {
    if (given[POLICY_VARIABLE] !== policy.file) missing[POLICY_VARIABLE] = policy.file;
  }
  return missing;
}

/**
 * NODE_OPTIONS with the registration in it, once. It comes first and as `--require`: so a `-r` of the caller's may name a member, and the
 * child's main module is loaded as it is without `--import`.
 * @param text what the child would start with
 * @param options Node's options on its command line
 * @returns null when nothing is to be changed
 */
export function withRegistration(
  text: string | undefined,
  options: readonly string[],
  registerPath: string,
): string | null {
  const tokens = splitNodeOptions(text ?? '');
  const pinned = pinRegistration(tokens, registerPath);
  const changed = pinned.some((token, at) => token !== tokens[at]);
  const kept = changed ? pinned.map(quoteNodeOption).join(' ') : (text ?? '');
  if (isRegistered(pinned, registerPath) || isRegistered(options, registerPath)) return changed ? kept : null;
  const registration = `${registrationOption(registerPath)} ${quoteNodeOption(registerPath)}`;
  return kept === '' ? registration : `${registration} ${kept}`;
}

/**
 * All variables to set in the environment of a child process, or of a worker with an environment of its own.
 * @param given the variables that it would start with
 * @param options Node's options on its command line
 */
export function missingVariables(
  given: Environment,
  options: readonly string[],
  inheritance: Inheritance,
): Environment {
  if (!inherits(given, inheritance.own)) return {};
  const missing = missingConfiguration(given, inheritance);
  const merged = withRegistration(given['NODE_OPTIONS'], options, inheritance.registerPath);
  return merged === null ? missing : { ...missing, NODE_OPTIONS: merged };
}
