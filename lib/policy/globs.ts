// Globs as the policy has them: '*' stays within a name, '**' goes through folders, a name that starts with a dot is a name like any other.
import picomatch from 'picomatch';

/** Whether a text matches one of the globs. */
export type GlobMatcher = (text: string) => boolean;

/** For globs that are asked about many texts. */
export function globMatcher(globs: readonly string[]): GlobMatcher {
  const isMatch = picomatch([...globs], { dot: true });
  return (text) => isMatch(text);
}

/** Whether one of the globs matches; true without globs, false for what has no text. */
export function matchesGlobs(globs: readonly string[] | undefined, text: string | null): boolean {
  if (globs === undefined) return true;
  return text !== null && globMatcher(globs)(text);
}

/** Whether the text is more than a name. */
export function isGlob(text: string): boolean {
  return picomatch.scan(text).isGlob;
}

/** The folder that everything that the glob matches is in, '/'-separated; '' for the root. */
export function folderOfGlob(glob: string): string {
  const { base, isGlob, negated } = picomatch.scan(glob);
  if (negated === true) return '';
  return isGlob ? base : base.slice(0, Math.max(base.lastIndexOf('/'), 0));
}
