// Absolute path -> the finder that answers for it. The importer cache and the path hooks meet here.
import type { Finder, MemberName } from '../finders/finder.ts';

/** Where a path lies: below `finder.entry`, under `name` ('' when the path is the entry itself). */
export interface Located {
  readonly finder: Finder;
  readonly name: MemberName;
}
