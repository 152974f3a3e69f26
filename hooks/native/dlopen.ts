// process.dlopen for paths inside archives: where `require` and `import` of addons end, and what some packages call themselves.
import path from 'node:path';
import type { Dlopen } from '../../loaders/native/load-attempt.ts';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import { replaceProperty, type Undo } from '../undo.ts';
import type { Native } from './native.ts';

/** @returns the undo */
export function patchDlopen({ find, isDirectory, members, pathInArchive }: Native): Undo {
  const original = process.dlopen as Dlopen;

  function dlopen(...parameters: Parameters<Dlopen>): void {
    const [module, filename, ...flags] = parameters;
    // A name without separator is looked for in the system's directories; what is no name at all, Node refuses.
    const member = typeof filename === 'string' ? pathInArchive(filename) : null;
    const file = member === null ? null : find(member);
    if (member === null) original.apply(process, parameters);
    else if (file !== null) members().load(file, module, flags);
    else openNoFile(module, filename, isDirectory(member));
  }

  /** Has the system say what it says of a directory, or of what is missing: of a path through a file it would say that that is none. */
  function openNoFile(module: object, filename: string, isFolder: boolean): void {
    const standIn = isFolder ? __dirname : path.join(__dirname, 'nothing.node');
    try {
      original.call(process, module, standIn);
    } catch (error) {
      if (error instanceof Error) {
        const { message, stack } = error;
        error.message = message.replaceAll(standIn, filename);
        if (stack !== undefined) error.stack = stack.replaceAll(standIn, filename);
      }
      throw error;
    }
  }

  return replaceProperty(
    process,
    'dlopen',
    disguise(dlopen as FsFunction, original as FsFunction) as typeof process.dlopen,
  );
}
