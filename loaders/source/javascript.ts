// JavaScript members: CommonJS and ES modules.
import type { Loader, LoadRequest, LoadResult } from '../loader.ts';
import { hasModuleSyntax } from './module-syntax.ts';
import { sourceText } from './text.ts';

const WASM_MAGIC = 0x6d736100;

function load(request: LoadRequest): LoadResult {
  const bytes = request.finder.read(request.member);
  // A file without extension in a `"type": "module"` scope may be WebAssembly: Node looks at its first bytes.
  if (request.format === 'wasm' && !(bytes.length > 3 && bytes.readUInt32LE(0) === WASM_MAGIC)) {
    return { format: 'module', source: sourceText(bytes) };
  }
  if (request.format === 'wasm') return { format: 'wasm', source: bytes };
  const source = sourceText(bytes);
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
