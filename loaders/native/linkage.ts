// What a binary is linked with and where its system looks for that, in whichever container: what finding its siblings depends on.

/** What one binary states. */
export interface Linkage {
  readonly container: 'elf' | 'mach-o' | 'pe';
  /** Names as the binary spells them. */
  readonly needed: readonly string[];
  /** The name that it carries itself; null where it carries none. */
  readonly ownName: string | null;
  /** Directories as it spells them, with the token that stands for its own. */
  readonly searched: readonly string[];
  /** Whether these hold for what they lead to, too, and whether those of what led here hold. */
  readonly isInherited: boolean;
}
