// Reads that Node's own loaders make through functions they captured before anybody could patch `fs`: the sources of re-exported
// CommonJS (names for the ES module facade, Node 20) and external source maps (all versions). They end in one property of the binding.
import { nodeBinding } from '../../lib/node-binding.ts';
import type { Undo } from '../undo.ts';
import { replaceProperty } from '../undo.ts';

interface FileSystemBinding {
  readFileUtf8?(path: string | number, flags: number): string;
}

/**
 * @param readMember the text of a member, or null when the path is not inside an archive
 * @returns the undo
 */
export function patchCapturedReads(readMember: (path: string) => string | null): Undo {
  const binding = nodeBinding<FileSystemBinding>('fs');
  const original = binding?.readFileUtf8;
  if (binding === undefined || original === undefined) return () => {};
  return replaceProperty(binding, 'readFileUtf8', (path, flags) => {
    if (typeof path === 'string') {
      const text = readMember(path);
      if (text !== null) return text;
    }
    return original.call(binding, path, flags);
  });
}
