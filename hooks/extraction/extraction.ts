// Extraction for one runtime: loads what it needs when the first path is asked for.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Policy } from '../../lib/policy/policy.ts';
import { loadBundle } from '../bundles/load-bundle.ts';
import { isThere } from '../disk-looks.ts';
import { lazy } from '../lazy.ts';
import type { BuiltinGates } from '../modules/builtin-gates.ts';
import type { Undo } from '../undo.ts';
import type { ExtractorContext } from './extractor.ts';
import type * as Parts from './parts.ts';
import type { Translation } from './real-paths.ts';

export type ExtractionParts = typeof Parts;

/** Longer than paths are on any system: a text that is handed to machine code may be a whole document. */
const LONGEST_PATH = 32_767;

export interface ExtractionSource {
  readonly policy: Policy;
  find: ExtractorContext['find'];
  /** false is certain: the text names nothing in an archive. Touches no disk. */
  mayNameArchive(text: string): boolean;
  /** Whether the path names something inside an archive. */
  owns(path: string): boolean;
}

/** What one runtime unpacks, and where it is named. */
export interface Extraction extends Translation {
  /** Has paths translated where they leave JavaScript, if the policy has anything unpacked. @returns the undo */
  install(gates: BuiltinGates): Undo;
  /** The parts, loaded. */
  parts(): ExtractionParts;
  /** Real path of any member or directory; null when the path is not inside an archive or nothing is there. */
  extract(file: string): string | null;
}

export function makeExtraction({ policy, find, mayNameArchive, owns }: ExtractionSource): Extraction {
  const parts = lazy(() => loadBundle('extraction') as ExtractionParts);
  const extractor = lazy(
    () =>
      new (parts().Extractor)({
        policy: policy.extract,
        find,
        openCache: () => parts().openExtractionCache(policy.extract),
      }),
  );
  const isTransparent = policy.extract.packages.length + policy.extract.members.length > 0;
  function translate(text: string): string | null {
    if (!isTransparent || text.length > LONGEST_PATH || !mayNameArchive(text) || text.includes('\0')) return null;
    const absolute = path.resolve(text);
    return owns(absolute) ? extractor().realPath(absolute) : null;
  }

  function isDenied(file: string): boolean {
    const found = find(file);
    if (found === null) return false;
    const { nativeOrder, platformName, hostPlatform } = parts();
    const request = { archive: found.finder.entry, member: found.name, platform: platformName(hostPlatform()) };
    return nativeOrder(policy, request).order.length === 0;
  }

  const extraction: Extraction = {
    install: (gates) => (isTransparent ? parts().installTranslation(gates, extraction) : () => {}),
    parts,
    extract: (file) => extractor().extract(file),
    translate,
    translateNative(file) {
      // Node puts the prefix there before it calls process.dlopen.
      const plain = process.platform === 'win32' ? file.replace(/^\\\\\?\\(?!UNC\\)/, '') : file;
      return !mayNameArchive(plain) || isDenied(path.resolve(plain)) ? null : translate(plain);
    },
  };
  return extraction;
}

/**
 * What extractSync answers.
 * @throws ENOENT as fs.statSync words it; what {@link Extraction.extract} throws
 */
export function extractPath(given: string | URL, extraction: Extraction): string {
  const file = path.resolve(typeof given === 'string' ? given : fileURLToPath(given));
  // An archive itself is a file on the disk, whoever has been inside.
  if (isThere(file)) return file;
  const real = extraction.extract(file);
  if (real === null) throw extraction.parts().fsError('ENOENT', 'stat', file);
  return real;
}
