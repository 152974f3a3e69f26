// The disk alone as a FileView, to compare our resolution with Node's on the same files.
import fs from 'node:fs';
import type { FileView } from '../../lib/resolve/file-view.ts';

/** A view of the disk, asked anew each time. */
export function diskView(): FileView {
  return {
    kind(path): 'file' | 'directory' | null {
      try {
        return fs.statSync(path).isDirectory() ? 'directory' : 'file';
      } catch {
        return null;
      }
    },
    readText(path): string | null {
      try {
        return fs.readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
    realpath: (path) => fs.realpathSync(path),
  };
}
