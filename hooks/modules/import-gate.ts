// Whether an archive takes part in an `import`: most are for the disk alone, and are told so here.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImportAnswers, ImportContext } from './import-hooks.ts';
import { filePath, type OwnPath } from './module-urls.ts';

export interface ImportGateParts {
  readonly ownPath: OwnPath;
  isBuiltin(specifier: string): boolean;
  hasPathEntries(): boolean;
  /** A cheap test of a relative or absolute specifier: whether it can lead from the disk into an archive. */
  mayNameArchive(specifier: string): boolean;
  isStandInAbove(directory: string): boolean;
  /** The member to run when the path is an archive or lies in one; null when it does not. */
  entryPoint(path: string): string | null;
  /** Loaded when the first archive takes part. */
  answers(): ImportAnswers;
}

export function makeImportGate(parts: ImportGateParts): ImportContext {
  const { ownPath, answers } = parts;

  /** Anything else is Node's business alone. */
  function concerns(specifier: string, parentURL: string): boolean {
    if (specifier.startsWith('file:')) return ownPath(specifier) !== null;
    const first = specifier.charCodeAt(0);
    const isPath = first === 46 || first === 47;
    if (ownPath(parentURL) !== null) return isPath || (!parts.isBuiltin(specifier) && !specifier.startsWith('data:'));
    if (isPath) {
      return parts.mayNameArchive(specifier) && ownPath(absoluteURL(specifier, parentURL)) !== null;
    }
    if (first === 35 || specifier.includes(':') || parts.isBuiltin(specifier)) return false;
    if (parts.hasPathEntries()) return parentURL.startsWith('file:');
    const parent = filePath(parentURL);
    return parent !== null && parts.isStandInAbove(directoryOf(parent));
  }

  return {
    resolve(specifier, parentURL, conditions) {
      if (parentURL !== undefined) {
        return concerns(specifier, parentURL) ? answers().resolve(specifier, parentURL, conditions) : null;
      }
      const asked = specifier.startsWith('file:') ? filePath(specifier) : null;
      const entry = asked === null ? null : parts.entryPoint(asked);
      return entry === null ? null : answers().entryPoint(entry);
    },
    load(url, kind, format, attributes) {
      const file = ownPath(url);
      return file === null ? null : answers().load(file, url, kind, format, attributes);
    },
  };
}

/** What `--import` names is imported from the working directory itself, whose URL ends in a slash. */
function directoryOf(parent: string): string {
  return parent.endsWith(path.sep) ? parent.slice(0, -1) || path.sep : path.dirname(parent);
}

/** As Node joins them; what cannot be joined is Node's to refuse. */
function absoluteURL(specifier: string, parentURL: string): string {
  try {
    return new URL(specifier, parentURL).href;
  } catch {
    return pathToFileURL(specifier).href;
  }
}
