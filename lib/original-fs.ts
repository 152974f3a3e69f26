// Node's own file functions, captured when the engine is loaded: after `hooks/fs` patches the public object, calling that from here
// would ask the archive for the archive.
import fs from 'node:fs';

export const closeSync: typeof fs.closeSync = fs.closeSync;
export const existsSync: typeof fs.existsSync = fs.existsSync;
export const fstatSync: typeof fs.fstatSync = fs.fstatSync;
export const openSync: typeof fs.openSync = fs.openSync;
export const readFileSync: typeof fs.readFileSync = fs.readFileSync;
export const readSync: typeof fs.readSync = fs.readSync;
export const realpathSync: typeof fs.realpathSync = fs.realpathSync;
export const statSync: typeof fs.statSync = fs.statSync;
