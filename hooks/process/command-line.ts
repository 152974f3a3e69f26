// A child process as `child_process` hands it on: its executable, arguments and environment, with what it inherits put in.
import path from 'node:path';
import { type Environment, type Inheritance, inherits, missingVariables } from './inheritance.ts';
import { countOptions, pinRegistration } from './registration.ts';

/** The platform's rules that matter here. */
export interface CommandRules {
  /** Path of this process's Node. */
  readonly execPath: string;
  /** Names of variables differ in more than case. */
  readonly isCaseSensitive: boolean;
}

/** Whether `file` starts Node, so that its arguments are Node's. */
export function isNode(file: string, { execPath }: Pick<CommandRules, 'execPath'>): boolean {
  return file === execPath || /^node(?:\.exe)?$/i.test(path.basename(file));
}

/**
 * Arguments with the registration spelled out, where it is among Node's own options; the same array when it is not.
 * @param args without the executable
 */
export function childArguments(
  file: string,
  args: readonly string[],
  given: Environment,
  inheritance: Inheritance,
  rules: CommandRules,
): readonly string[] {
  if (!isNode(file, rules) || !inherits(given, inheritance.own)) return args;
  const count = countOptions(args);
  const options = args.slice(0, count);
  const pinned = pinRegistration(options, inheritance.registerPath);
  return pinned.every((token, at) => token === options[at]) ? args : [...pinned, ...args.slice(count)];
}

/** The variables to set for a child process. @param args without the executable */
export function childVariables(
  file: string,
  args: readonly string[],
  given: Environment,
  inheritance: Inheritance,
  rules: CommandRules,
): Environment {
  const options = isNode(file, rules) ? args.slice(0, countOptions(args)) : [];
  return missingVariables(given, options, inheritance);
}

/** 'NAME=value' pairs as variables. On Windows under the names that we know them by; the first of a name counts, as it does for Node. */
export function variablesOf(pairs: readonly string[], { isCaseSensitive }: CommandRules): Environment {
  const variables: Record<string, string> = {};
  for (const pair of pairs) {
    // Windows has variables whose names begin with '='.
    const equals = pair.indexOf('=', 1);
    const name = isCaseSensitive ? pair.slice(0, equals) : pair.slice(0, equals).toUpperCase();
    variables[name] ??= pair.slice(equals + 1);
  }
  return variables;
}

/** Pairs with `missing` put in, in place of what they hold under these names. */
export function withVariables(pairs: readonly string[], missing: Environment, rules: CommandRules): string[] {
  const isReplaced = (pair: string): boolean => {
    const name = pair.slice(0, pair.indexOf('=', 1));
    return (rules.isCaseSensitive ? name : name.toUpperCase()) in missing;
  };
  return [
    ...pairs.filter((pair) => !isReplaced(pair)),
    ...Object.entries(missing).map(([name, value]) => `${name}=${value}`),
  ];
}

/** An environment object as pairs, inherited properties included, as Node takes it. */
export function pairsOf(environment: Environment): string[] {
  const pairs: string[] = [];
  for (const name in environment) {
    if (environment[name] !== undefined) pairs.push(`${name}=${environment[name]}`);
  }
  return pairs;
}
