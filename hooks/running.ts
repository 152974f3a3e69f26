// What running from an archive needs after opening it: resolution, the contents of members, code caches. A bundle of its own, which the
// bundle of engine.ts loads when the first of these is called: see scripts/build.mjs.
export { hasSameContent, readMember, storedOffset } from '../lib/archive/member-reader.ts';
export { FileTree } from '../lib/path/file-tree.ts';
export { ArchiveDirectory } from '../lib/resolve/archive-directory.ts';
export { urlOfPath } from '../lib/resolve/import-resolution.ts';
export { unknownFileExtension } from '../lib/resolve/node-errors.ts';
export { Resolver } from '../lib/resolve/resolver.ts';
export { compiledMembers } from './compiled/compiled-members.ts';
