// What a binary is linked with and where its system looks for that, in whichever container: what finding its siblings depends on.
import { type ReadBytes, readElf } from './elf.ts';
import { readMachO } from './mach-o.ts';
import { readPE } from './pe.ts';

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

/** @returns null for what is no binary */
export function readLinkage(read: ReadBytes): Linkage | null {
  const elf = readElf(read);
  if (elf !== null) {
    const { needed, soname, rpath, runpath } = elf;
    // DT_RUNPATH holds for the library itself; DT_RPATH, which counts only without it, also for all that it leads to.
    const isInherited = runpath.length === 0;
    return { container: 'elf', needed, ownName: soname, searched: isInherited ? rpath : runpath, isInherited };
  }
  return readMachO(read) ?? readPE(read);
}
