// TypeScript members, by Node's own type stripping. Node refuses to strip below node_modules, archive or not; there it is done here.
import type { Loader, LoadRequest, LoadResult } from '../loader.ts';
import { hasModuleSyntax } from './module-syntax.ts';
import { sourceText } from './text.ts';

/**
 * Node's module.stripTypeScriptTypes, quiet.
 * @param sourceUrl what stack traces call the source
 * @throws ERR_INVALID_TYPESCRIPT_SYNTAX, ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX
 * @see https://nodejs.org/api/module.html#modulestriptypescripttypescode-options
 */
export type StripTypes = (source: string, sourceUrl: string) => string;

/** `.ts`, `.mts`, `.cts`. @param strip null where this process has type stripping not or switched off */
export function typescriptLoader(strip: StripTypes | null): Loader {
  return {
    name: 'source/typescript',
    accepts: ({ name }) => isTypeScript(name),
    available: () => strip !== null || 'this Node.js has no type stripping, or it is switched off',
    load: (request) => load(request, strip as StripTypes),
  };
}

/** Whether the extension is one that Node strips. */
export function isTypeScript(name: string): boolean {
  return name.endsWith('.ts') || name.endsWith('.mts') || name.endsWith('.cts');
}

function load(request: LoadRequest, strip: StripTypes): LoadResult {
  const { kind, path, format } = request;
  const source = sourceText(request);
  const isRefused = /[\\/]node_modules[\\/]/.test(path);
  if (kind === 'require') {
    if (isRefused) return { format, source: strip(source, path) };
    return { format: format === undefined ? 'typescript' : `${format as 'commonjs' | 'module'}-typescript`, source };
  }
  // Node strips ES modules itself, and keeps what comes of it in its compile cache.
  if (format === 'module' && !isRefused) return { format: 'module-typescript', source };
  const stripped = strip(source, request.url);
  const found = format ?? (hasModuleSyntax(stripped, path) ? 'module' : 'commonjs');
  if (found === 'module' && !isRefused) return { format: 'module-typescript', source };
  return { format: found, source: stripped };
}
