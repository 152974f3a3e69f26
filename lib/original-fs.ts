// Node's own file functions, captured when the engine is loaded: after `hooks/fs` patches the public object, calling that from here
// would ask the archive for the archive.
import fs from 'node:fs';

export const {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} = fs;
