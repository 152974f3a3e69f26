// process.chdir into an archive: the operating system cannot do it, and its ENOTDIR does not say why.
import path from 'node:path';
import { replaceProperty, type Undo } from '../undo.ts';

const HINT =
  'It is in an archive, which no process can have as its working directory. Leave the call out, or give paths relative to __dirname.';

/**
 * @param owns whether the path lies inside an archive (or is one in use)
 * @returns the undo
 */
export function patchChdir(owns: (path: string) => boolean): Undo {
  const { chdir } = process;
  return replaceProperty(process, 'chdir', (directory: string): void => {
    try {
      chdir.call(process, directory);
    } catch (error) {
      if (error instanceof Error && (error as { code?: unknown }).code === 'ENOTDIR' && owns(path.resolve(directory))) {
        const message = `${error.message}. ${HINT}`;
        error.stack = error.stack?.replace(error.message, () => message) ?? message;
        error.message = message;
      }
      throw error;
    }
  });
}
