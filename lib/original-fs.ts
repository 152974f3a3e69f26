// Node's own file functions, captured when the engine is loaded: after `hooks/fs` patches the public object, calling that from here
// would ask the archive for the archive.
import fs from 'node:fs';

let unseenCalls = 0;

/** Whether a call of a function of {@link unseen} is going on: what stands below `fs` then answers for the disk. */
export function isUnseen(): boolean {
  return unseenCalls > 0;
}

/** A function during whose calls an archive's own path is the file on the disk, also below `fs`: see hooks/fs/captured-functions.ts. */
export function unseen<Args extends readonly unknown[], Result>(
  action: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    unseenCalls += 1;
    try {
      return action(...args);
    } finally {
      unseenCalls -= 1;
    }
  };
}

export const accessSync: typeof fs.accessSync = fs.accessSync;
export const chmodSync: typeof fs.chmodSync = fs.chmodSync;
export const closeSync: typeof fs.closeSync = fs.closeSync;
export const existsSync = unseen(fs.existsSync) as typeof fs.existsSync;
export const fchmodSync: typeof fs.fchmodSync = fs.fchmodSync;
export const fstatSync: typeof fs.fstatSync = fs.fstatSync;
export const futimesSync: typeof fs.futimesSync = fs.futimesSync;
export const linkSync: typeof fs.linkSync = fs.linkSync;
export const lstatSync = unseen(fs.lstatSync) as typeof fs.lstatSync;
export const mkdirSync: typeof fs.mkdirSync = fs.mkdirSync;
export const mkdtempSync: typeof fs.mkdtempSync = fs.mkdtempSync;
export const openSync: typeof fs.openSync = fs.openSync;
export const readdirSync: typeof fs.readdirSync = fs.readdirSync;
export const readFileSync: typeof fs.readFileSync = fs.readFileSync;
export const readlinkSync: typeof fs.readlinkSync = fs.readlinkSync;
export const readSync: typeof fs.readSync = fs.readSync;
export const realpathSync = unseen(fs.realpathSync) as typeof fs.realpathSync;
export const renameSync: typeof fs.renameSync = fs.renameSync;
export const rmdirSync: typeof fs.rmdirSync = fs.rmdirSync;
export const rmSync: typeof fs.rmSync = fs.rmSync;
export const statfsSync: typeof fs.statfsSync = fs.statfsSync;
export const statSync = unseen(fs.statSync) as typeof fs.statSync;
export const symlinkSync: typeof fs.symlinkSync = fs.symlinkSync;
export const unlinkSync: typeof fs.unlinkSync = fs.unlinkSync;
export const utimesSync: typeof fs.utimesSync = fs.utimesSync;
export const writeFileSync: typeof fs.writeFileSync = fs.writeFileSync;
export const writeSync: typeof fs.writeSync = fs.writeSync;
export const constants: typeof fs.constants = fs.constants;
