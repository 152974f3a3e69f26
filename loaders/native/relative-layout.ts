// Names for files that are to lie to each other as they do in the archive: what finds its neighbours by $ORIGIN finds them again.
import path from 'node:path';

/**
 * '/'-separated names below the innermost directory that holds all of the paths.
 * @param paths absolute
 */
export function relativeLayout(paths: readonly string[]): readonly string[] {
  const [first = '', ...rest] = paths;
  let root = path.dirname(first);
  const isBelow = (file: string): boolean => file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
  while (path.dirname(root) !== root && !rest.every(isBelow)) root = path.dirname(root);
  return paths.map((file) => path.relative(root, file).split(path.sep).join('/'));
}
