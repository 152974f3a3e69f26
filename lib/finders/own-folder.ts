// The folder in an archive that is zipimport's own.

/** Holds what packing adds: the index, code caches. No part of the program. */
export const OWN_FOLDER = '.zipimport';

/** The folder of the runtime: its bundles, in an executable, and V8's code caches of them. */
export const RUNTIME_FOLDER: string = `${OWN_FOLDER}/runtime/`;
