// process.dlopen for paths inside archives: where `require` and `import` of addons end, and what some packages call themselves.
import type { Dlopen } from '../../loaders/native/load-attempt.ts';
import type { FsFunction } from '../fs/forms.ts';
import { disguise } from '../fs/slots.ts';
import { replaceProperty, type Undo } from '../undo.ts';
import type { Native } from './native.ts';

/** @returns the undo */
export function patchDlopen({ find, members, pathInArchive }: Native): Undo {
  const original = process.dlopen as Dlopen;

  function dlopen(module: object, filename: string, ...flags: readonly number[]): void {
    // A name without separator is looked for in the system's directories.
    const member = typeof filename === 'string' ? pathInArchive(filename) : null;
    const file = member === null ? null : find(member);
    if (file !== null) members().load(file, module, flags);
    else if (member !== null) openMissing(module, filename, flags);
    else original.call(process, module, filename, ...flags);
  }

  // The system says of a path through a file that it is no directory, and nothing of what is missing there.
  function openMissing(module: object, filename: string, flags: readonly number[]): void {
    try {
      original.call(process, module, filename, ...flags);
    } catch (error) {
      if (error instanceof Error) {
        error.message = error.message.replace(/Not a directory$/, 'No such file or directory');
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
