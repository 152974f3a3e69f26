// Whether a member is a module without source, and whether it would run here.
import { pathToFileURL } from 'node:url';
import type { Finder, Member } from '../../lib/finders/finder.ts';
import { sourcelessLoader } from '../../loaders/compiled/sourceless-loader.ts';
import { sourcelessFilter } from '../../loaders/compiled/sourceless-members.ts';

export const SOURCELESS = 'compiled/sourceless';

/** How such a member would run. */
export interface SourcelessAnswer {
  /** Code, the source beside it, or not at all. */
  readonly runs: 'code' | 'source' | null;
  /** Why not the code. */
  readonly objection: string | null;
}

/** @returns null when it is none; @param path absolute path of the member */
export function explainSourceless(finder: Finder, member: Member, path: string): SourcelessAnswer | null {
  const situation = { finder, kind: 'require', takesScripts: true } as const;
  let objection: string | null = null;
  const loader = sourcelessLoader((what) => {
    // Of one that has a source beside it, this is told and not thrown.
    if (what.startsWith('source')) objection = what;
  });
  if (!sourcelessFilter()(member, situation) || !loader.accepts(member, situation)) return null;
  try {
    const { script } = loader.load({ ...situation, member, path, url: pathToFileURL(path).href });
    return { runs: script === undefined ? 'source' : 'code', objection };
  } catch (error) {
    return { runs: null, objection: (error as Error).message };
  }
}
