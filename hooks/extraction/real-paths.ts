// How a path of an archive becomes the real path of what was unpacked from it, for all that hands paths on.

/** The real path for a path in an archive, or null when the text is to stay as it is. Called for every string; must be quick. */
export type Translate = (text: string) => string | null;

/** The real paths that stand in. */
export interface Translation {
  /**
   * Of what the policy has unpacked, for a path in any spelling.
   * @throws ERR_ZIPIMPORT_CACHE_UNAVAILABLE
   */
  readonly translate: Translate;
  /** The same for an addon or a program that is to be run; null also when the policy denies it, which who runs them then says. */
  readonly translateNative: Translate;
}
