// TypeScript and JSX members through the esbuild that tsx brings: `.tsx` and `.jsx` always, `.ts` where Node does not strip types itself.
import { ZipImportError } from '../../lib/errors.ts';
import type { Loader, LoadRequest, LoadResult } from '../loader.ts';
import { javascriptLoader } from './javascript.ts';
import { hasModuleSyntax } from './module-syntax.ts';
import { sourceText } from './text.ts';
import { isTypeScript } from './typescript.ts';

/** What is used of esbuild's transformSync. @see https://esbuild.github.io/api/#transform */
export type Transform = (
  source: string,
  options: {
    readonly loader: 'ts' | 'tsx' | 'jsx';
    readonly sourcefile: string;
    readonly sourcemap: 'inline' | false;
    readonly target: string;
    readonly format?: 'cjs' | 'esm';
    readonly tsconfigRaw?: string;
  },
) => { readonly code: string };

/**
 * The transform of the tsx that a module can resolve, or null when there is none. tsx's own API was the alternative: it exports no
 * transform, only loaders that would take over every other module, too.
 */
export type FindTransform = (path: string) => Transform | null;

/**
 * `.ts`, `.mts`, `.cts`, `.tsx`, `.jsx`. Without tsx the last two are to this loader what they are to Node.
 * @param unknownExtension makes Node's ERR_UNKNOWN_FILE_EXTENSION for a path
 */
export function tsxLoader(findTransform: FindTransform, unknownExtension: (path: string) => Error): Loader {
  return {
    name: 'source/tsx',
    accepts: ({ name }) => isTypeScript(name) || isJsx(name),
    load: (request) => {
      const transform = findTransform(request.path);
      return transform === null ? refuse(request, unknownExtension) : load(request, transform);
    },
  };
}

function isJsx(name: string): boolean {
  return name.endsWith('.tsx') || name.endsWith('.jsx');
}

function refuse(request: LoadRequest, unknownExtension: (path: string) => Error): LoadResult {
  const { path, member } = request;
  if (isJsx(path)) {
    if (request.kind === 'import') throw unknownExtension(path);
    return javascriptLoader.load(request);
  }
  throw new ZipImportError(
    'ERR_ZIPIMPORT_TYPESCRIPT_UNSUPPORTED',
    `${path} is TypeScript, and Node.js ${process.version} does not strip its types: install tsx (npm install tsx) where the ` +
      'module can resolve it, or use Node.js 22.18 or newer without --no-strip-types.',
    { archive: request.finder.entry, member: member.name },
  );
}

function load(request: LoadRequest, transform: Transform): LoadResult {
  const { path, format } = request;
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const tsconfigRaw = nearestConfig(request);
  const { code } = transform(sourceText(request), {
    loader: extension === 'tsx' || extension === 'jsx' ? extension : 'ts',
    sourcefile: path,
    sourcemap: process.sourceMapsEnabled === true ? 'inline' : false,
    target: `node${process.versions.node}`,
    // As tsx does: `import` in a CommonJS package becomes `require`.
    ...(format === 'commonjs' ? { format: 'cjs' as const } : {}),
    ...(tsconfigRaw === undefined ? {} : { tsconfigRaw }),
  });
  if (format !== undefined || request.kind === 'require') return { format, source: code };
  return { format: hasModuleSyntax(code, path) ? 'module' : 'commonjs', source: code };
}

/** The tsconfig.json of the member's directory or the next above it in the same archive; "extends" is not followed. */
function nearestConfig({ finder, member }: LoadRequest): string | undefined {
  let directory = member.name;
  while (directory !== '') {
    directory = directory.slice(0, Math.max(0, directory.lastIndexOf('/')));
    const config = finder.lookup(directory === '' ? 'tsconfig.json' : `${directory}/tsconfig.json`);
    if (config?.kind === 'file') return sourceText({ finder, member: config });
  }
  return undefined;
}
