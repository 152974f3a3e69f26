// What only a program that meets an archive needs: a bundle of its own, loaded when the first one is met. Reading it would be a third of
// what `zipimport/register` costs a program that meets none.
export { openArchive } from '../lib/archive/archive.ts';
export { zipPathHook } from '../lib/finders/zip-finder.ts';
export {
  ArchiveDirectory,
  compiledMembers,
  FileTree,
  Resolver,
  unknownFileExtension,
  urlOfPath,
} from './running.ts';
