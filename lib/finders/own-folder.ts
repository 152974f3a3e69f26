// The folder in an archive that is zipimport's own.

/** Holds what packing adds: the index, code caches. No part of the program. */
export const OWN_FOLDER = '.zipimport';
