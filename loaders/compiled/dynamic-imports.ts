// Whether a source can `import()`, told from one that only speaks of it in comments and messages.
import { parse, type Token, tokTypes } from 'acorn';

/** With what acorn's types leave out: names, decoded strings. */
interface ValuedToken extends Token {
  readonly value?: unknown;
}

/** Anything that V8 could take for `import(`, in strings and comments, too. */
const SPELLS_IMPORT = /\bimport(?:\s|\.\w+|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*\(/;

/** A quick look: false is certain, true is a guess. */
export function spellsImport(source: string): boolean {
  return SPELLS_IMPORT.test(source);
}

/** What runs text as a program: V8 finds the module loader for its `import()` by the script that runs it. */
const EVALUATING: ReadonlySet<unknown> = new Set([
  'eval',
  'Function',
  'AsyncFunction',
  'AsyncGeneratorFunction',
  'GeneratorFunction',
]);

const TEXTS: ReadonlySet<unknown> = new Set([tokTypes.string, tokTypes.backQuote, tokTypes.template, tokTypes.comma]);

// With `(async () => {}).constructor`, which is AsyncFunction.
const SPELLS_EVALUATING = /\beval\b|\b(?:Async)?(?:Generator)?Function\b|\.constructor\b/;

/** A quick look, too, which counts what may run text that has one. */
export function mayImport(source: string): boolean {
  return spellsImport(source) || SPELLS_EVALUATING.test(source);
}

/**
 * Whether the source has an `import()`, or may run text that has one: text that is not there to be seen, or text with one. Looking at every
 * source cost more than is gained where V8 does not ask for it: see codeCacheLoader. es-module-lexer was the alternative: made for ES
 * modules, it guesses of some CommonJS sources where a regular expression begins.
 */
export function canImport(source: string, sourceType: 'script' | 'module'): boolean {
  if (!mayImport(source)) return false;
  try {
    return hasImport(source, sourceType);
  } catch {
    // Nothing that is known here to be JavaScript; V8 may know better.
    return true;
  }
}

function hasImport(source: string, sourceType: 'script' | 'module'): boolean {
  const tokens: ValuedToken[] = [];
  // What Node.js wraps into a function may return; what stands in it is read as V8 reads it.
  parse(source, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true, onToken: tokens });
  let spells = false;
  let evaluates = false;
  for (const [i, { type, value }] of tokens.entries()) {
    const next = tokens[i + 1]?.type;
    const isMeta = next === tokTypes.dot && tokens[i + 2]?.value === 'meta';
    if (type === tokTypes._import && (next === tokTypes.parenL || next === tokTypes.dot) && !isMeta) {
      const before = tokens[i - 1]?.type;
      if (before !== tokTypes.dot && before !== tokTypes.questionDot) return true;
    }
    if (type === tokTypes.string || type === tokTypes.template) spells ||= spellsImport(String(value));
    if (type !== tokTypes.name || !EVALUATING.has(value)) continue;
    // Functions are named for what they are in many other places; eval() is not.
    if (next !== tokTypes.parenL && value !== 'eval') continue;
    if (next !== tokTypes.parenL || !areTexts(tokens, i + 2)) return true;
    evaluates = true;
  }
  return spells && evaluates;
}

/** Whether the arguments that start there are texts only. */
function areTexts(tokens: readonly ValuedToken[], start: number): boolean {
  for (let i = start; ; i++) {
    const type = tokens[i]?.type;
    if (type === tokTypes.parenR) return true;
    if (type === undefined || !TEXTS.has(type)) return false;
  }
}
