// Holds what was read from a policy file against the schema, and says what is wrong in words: which key, what it may be, what was meant.
import { closest, distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import { ALLOWED_KEYS, type PolicyFile, policySchema } from './schema.ts';

/** One thing that is wrong. */
export interface PolicyProblem {
  /** Path of the key: 'rules[0].native'; '' for the file as a whole. */
  readonly key: string;
  /** A sentence without the name of the file. */
  readonly message: string;
}

/** @returns the policy file with its type, or the problems, at least one */
export function checkPolicy(value: unknown): PolicyFile | readonly PolicyProblem[] {
  const lists = listsForObjects(value);
  if (lists.length > 0) return lists;
  const { success, output, issues } = v.safeParse(policySchema, value);
  return success ? output : issues.map((issue) => problemOf(issue, ''));
}

/** A list is an object to the schema library. */
function listsForObjects(value: unknown): PolicyProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  const { extract, compiled, rules } = value as Record<string, unknown>;
  const places: [string, unknown][] = [
    ['', value],
    ['extract', extract],
    ['compiled', compiled],
  ];
  if (Array.isArray(rules)) rules.forEach((rule, at) => void places.push([`rules[${at}]`, rule]));
  return places
    .filter(([, found]) => Array.isArray(found))
    .map(([key]) => ({ key, message: `${key === '' ? 'The file' : key} is a list; it must be an object.` }));
}

function problemOf(issue: v.BaseIssue<unknown>, parent: string): PolicyProblem {
  const key = keyPath(issue, parent);
  // Of the alternatives, the one that got furthest into the value knows best what is wrong with it.
  const inner = issue.issues?.find(({ path }) => path !== undefined);
  if (inner !== undefined) return problemOf(inner, key);
  if (issue.message.startsWith(ALLOWED_KEYS)) return objectProblem(issue, key);
  const actual = JSON.stringify(issue.input);
  const allowed = [...issue.message.matchAll(/"([a-z]+)"/g)].map(([, word]) => word ?? '');
  const hint = typeof issue.input === 'string' ? didYouMean(issue.input, allowed) : '';
  return { key, message: `${key === '' ? 'The file' : key} is ${actual}; it must be ${issue.message}.${hint}` };
}

function objectProblem(issue: v.BaseIssue<unknown>, key: string): PolicyProblem {
  const keys = JSON.parse(issue.message.slice(ALLOWED_KEYS.length)) as string[];
  const last = issue.path?.at(-1);
  const name = String(last?.key ?? '');
  if (issue.expected === 'never') {
    const where = key === name ? '' : ` in ${key.slice(0, -name.length).replace(/\.$/, '')}`;
    const hint = didYouMean(name, keys);
    return { key, message: `There is no key ${JSON.stringify(name)}${where}; allowed are ${list(keys)}.${hint}` };
  }
  if (issue.input === undefined) return { key, message: `${key} is missing.` };
  const subject = key === '' ? 'The file' : key;
  return { key, message: `${subject} is ${JSON.stringify(issue.input)}; it must be an object with ${list(keys)}.` };
}

function keyPath(issue: v.BaseIssue<unknown>, parent: string): string {
  return (issue.path ?? []).reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, parent);
}

function list(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(', ');
}

/** The nearest of the words when it is near: half of its letters may differ, at most three. */
function didYouMean(word: string, words: readonly string[]): string {
  if (words.length === 0) return '';
  const near = closest(word, words);
  return distance(word, near) <= Math.min(3, near.length / 2) ? ` Did you mean ${JSON.stringify(near)}?` : '';
}
