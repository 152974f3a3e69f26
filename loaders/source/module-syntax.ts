// Whether an ambiguous source (`.js`, no package type) is an ES module.
import { ZipImportError } from '../../lib/errors.ts';
import { nodeBinding } from '../../lib/node-binding.ts';

type ContainsModuleSyntax = (source: string, filename: string) => boolean;

let containsModuleSyntax: ContainsModuleSyntax | undefined;

/**
 * Node's own detection, which compiles the source. es-module-lexer 3 was the alternative: it differs from Node on sources whose only
 * module syntax is top-level await, and a second opinion would make the archive differ from the directory.
 * @throws ERR_ZIPIMPORT_NODE_UNSUPPORTED on a Node.js that has closed that door
 */
export function hasModuleSyntax(source: string, path: string): boolean {
  containsModuleSyntax ??= nodeBinding<{ containsModuleSyntax?: ContainsModuleSyntax }>(
    'contextify',
  )?.containsModuleSyntax;
  if (containsModuleSyntax === undefined) {
    throw new ZipImportError(
      'ERR_ZIPIMPORT_NODE_UNSUPPORTED',
      `Whether ${path} is CommonJS or an ES module cannot be detected on Node.js ${process.version}: ` +
        'give the nearest package.json a "type" field, or the file the extension .mjs or .cjs.',
    );
  }
  return containsModuleSyntax(source, path);
}
