// The sync forms of the functions that programs call most. They say the same as syncForm, written out once per function: V8 collects its type
// feedback per function literal, and one literal that serves a hundred functions calls each original as an unknown (40 ns more per call).
import { answered, type FirstArgument, type FsFunction } from './forms.ts';

type HotForm = <Subject>(original: FsFunction, operation: FirstArgument<Subject>) => FsFunction;

const statSync: HotForm = (original, operation) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown, options: unknown): unknown {
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path, options);
    return answered(original, operation, this, subject, [path, options], form);
  };
};

const lstatSync: HotForm = (original, operation) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown, options: unknown): unknown {
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path, options);
    return answered(original, operation, this, subject, [path, options], form);
  };
};

const existsSync: HotForm = (original, operation) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown): unknown {
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path);
    return answered(original, operation, this, subject, [path], form);
  };
};

const readFileSync: HotForm = (original, operation) => {
  const { find } = operation;
  return function form(this: unknown, path: unknown, options: unknown): unknown {
    const subject = find(path);
    if (subject === null || subject === undefined) return original.call(this, path, options);
    return answered(original, operation, this, subject, [path, options], form);
  };
};

/** Name of the function -> its form; all others use syncForm. */
export const HOT_FORMS: Readonly<Record<string, HotForm>> = { existsSync, lstatSync, readFileSync, statSync };
