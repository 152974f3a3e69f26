// The check that Node's default load step makes and a hook that short-circuits skips: does `with { type }` fit the module?
import type { LoadResult } from '../../loaders/loader.ts';

/**
 * @throws Node's ERR_IMPORT_ATTRIBUTE_MISSING, _TYPE_INCOMPATIBLE or _UNSUPPORTED (on Node 20 the older ERR_IMPORT_ASSERTION_* of the
 * first and second). https://nodejs.org/api/esm.html#import-attributes
 */
export function checkImportAttributes(
  url: string,
  format: LoadResult['format'],
  attributes: Readonly<Record<string, string>>,
): void {
  for (const key in attributes) {
    if (key !== 'type') throw unsupported(key, attributes[key] ?? '', url);
  }
  const { type } = attributes;
  const needed = format === 'json' ? 'json' : undefined;
  if (type === needed) return;
  if (type === undefined) {
    throw SAYS_ASSERTION
      ? typeError('ERR_IMPORT_ASSERTION_TYPE_MISSING', `Module "${url}" needs an import attribute of type "${needed}"`)
      : typeError('ERR_IMPORT_ATTRIBUTE_MISSING', `Module "${url}" needs an import attribute of "type: ${needed}"`);
  }
  if (type !== 'json') throw unsupported('type', type, url);
  throw SAYS_ASSERTION
    ? typeError('ERR_IMPORT_ASSERTION_TYPE_FAILED', `Module "${url}" is not of type "${type}"`)
    : typeError('ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE', `Module "${url}" is not of type "${type}"`);
}

// Wording only: Node 20 kept the words of import assertions for the three type errors.
const SAYS_ASSERTION = process.versions.node.startsWith('20.');

function unsupported(key: string, value: string, url: string): TypeError {
  if (SAYS_ASSERTION) {
    return key === 'type'
      ? typeError('ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED', `Import attribute type "${value}" is unsupported`)
      : typeError(
          'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED',
          `Import attribute "${key}" with value "${value}" is not supported`,
        );
  }
  return typeError(
    'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED',
    `Import attribute "${key}" with value "${value}" is not supported in ${url}`,
  );
}

function typeError(code: string, message: string): TypeError {
  const error = new TypeError(message);
  // Node's own errors print as `TypeError [CODE]: message` and keep `name` plain.
  Object.defineProperty(error, 'code', { value: code, writable: true, configurable: true, enumerable: true });
  error.stack = error.stack?.replace(/^TypeError/, `TypeError [${code}]`) ?? '';
  return error;
}
