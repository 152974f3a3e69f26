// Whether an ambiguous source (`.js`, no package type) is an ES module.
import { nodeBinding } from '../../lib/node-binding.ts';
import { compilesAsModuleOnly } from './compiled-syntax.ts';

type ContainsModuleSyntax = (source: string, filename: string) => boolean;

let containsModuleSyntax: ContainsModuleSyntax | undefined;

/**
 * Node's own detection, which compiles the source. es-module-lexer 3 was the alternative: it differs from Node on sources whose only
 * module syntax is top-level await, and a second opinion would make the archive differ from the directory.
 */
export function hasModuleSyntax(source: string, path: string): boolean {
  containsModuleSyntax ??=
    nodeBinding<{ containsModuleSyntax?: ContainsModuleSyntax }>('contextify')?.containsModuleSyntax ??
    compilesAsModuleOnly;
  return containsModuleSyntax(source, path);
}
