// What only a program that meets an archive needs: a bundle of its own, loaded when the first one is met. Reading it would be a third of
// what `zipimport/register` costs a program that meets none.
export { openArchive } from '../lib/archive/archive.ts';
export { zipPathHook } from '../lib/finders/zip-finder.ts';
export { FileTree } from '../lib/path/file-tree.ts';
export { ArchiveDirectory } from '../lib/resolve/archive-directory.ts';
export { urlOfPath } from '../lib/resolve/import-resolution.ts';
export { unknownFileExtension } from '../lib/resolve/node-errors.ts';
export { Resolver } from '../lib/resolve/resolver.ts';
export { compiledMembers } from './compiled/compiled-members.ts';
