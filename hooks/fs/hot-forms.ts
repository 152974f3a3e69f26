// The sync forms of the functions that programs call most. They say the same as syncForm, written out once per function: V8 collects its type
// feedback per function literal, and one literal that serves a hundred functions calls each original as an unknown (40 ns more per call).
// The screen stands in front, and in line: before V8 has optimised a function, and many programs end sooner, each call costs as much as it does.
import type { Screen } from '../../lib/path/path-finder.ts';
import { answered, type FirstArgument, type FsFunction, NO_SCREEN } from './forms.ts';

type HotForm = <Subject>(original: FsFunction, operation: FirstArgument<Subject>, screen?: Screen) => FsFunction;

const statSync: HotForm = (original, operation, screen = NO_SCREEN) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown, options: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path, options);
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path, options);
    return answered(original, operation, this, subject, [path, options], form);
  };
};

const lstatSync: HotForm = (original, operation, screen = NO_SCREEN) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown, options: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path, options);
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path, options);
    return answered(original, operation, this, subject, [path, options], form);
  };
};

const existsSync: HotForm = (original, operation, screen = NO_SCREEN) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path);
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path);
    return answered(original, operation, this, subject, [path], form);
  };
};

const readFileSync: HotForm = (original, operation, screen = NO_SCREEN) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown, options: unknown): unknown {
    if (typeof path === 'string' && !path.includes(screen.needle)) return original.call(this, path, options);
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path, options);
    return answered(original, operation, this, subject, [path, options], form);
  };
};

/** Name of the function -> its form; all others use syncForm. */
export const HOT_FORMS: Readonly<Record<string, HotForm>> = { existsSync, lstatSync, readFileSync, statSync };
