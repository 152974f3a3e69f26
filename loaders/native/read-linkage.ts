// Reads what a binary is linked with, whichever container it is in.
import { type ReadBytes, readElf } from './elf.ts';
import type { Linkage } from './linkage.ts';
import { readMachO } from './mach-o.ts';
import { readPE } from './pe.ts';

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
