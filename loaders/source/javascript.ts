// JavaScript members: CommonJS and ES modules.
import type { Loader, LoadRequest, LoadResult } from '../loader.ts';
import { hasModuleSyntax } from './module-syntax.ts';
import { sourceText } from './text.ts';

function load(request: LoadRequest): LoadResult {
  if (request.format === 'wasm') return { format: 'wasm', source: request.finder.read(request.member) };
  const source = sourceText(request);
  if (request.format !== undefined || request.kind === 'require') return { format: request.format, source };
  return { format: hasModuleSyntax(source, request.path) ? 'module' : 'commonjs', source };
}

/** `.js`, `.mjs`, `.cjs` and names without extension. */
export const javascriptLoader: Loader = {
  name: 'source/javascript',
  accepts: ({ name }) => {
    const dot = name.lastIndexOf('.');
    if (dot <= name.lastIndexOf('/') + 1) return true;
    return name.endsWith('.js') || name.endsWith('.mjs') || name.endsWith('.cjs');
  },
  load,
};
