// The functions whose first argument is a descriptor, and the list of those that need no answer of ours at all.
import fs from 'node:fs';
import { callbackFormOf, claimOf, type FirstArgument, syncForm } from './forms.ts';
import type { OverlayContext } from './overlay-context.ts';
import * as reads from './reads.ts';
import type { Slots } from './slots.ts';

type Answer = FirstArgument<reads.OpenFile>['answer'];

const FS = fs as unknown as Slots;

/** Replaces every function of `fs` that works on a descriptor only. */
export function patchDescriptorFunctions({ patcher, descriptors, originals }: OverlayContext): void {
  const find = (fd: unknown): reads.OpenFile | null => reads.openFile(descriptors, fd);
  const both = (name: string, answer: Answer, callbackAnswer: Answer = answer): void => {
    patcher.replace(FS, `${name}Sync`, (original) => syncForm(original, { find, answer }));
    patcher.replace(FS, name, (original) => callbackFormOf(original, claimOf({ find, answer: callbackAnswer })));
  };
  both('read', reads.readSync, reads.read);
  both('readv', reads.readvSync, reads.readv);
  both('fstat', (file, rest) => reads.fstat(file, rest, originals.statSync));
  both('fsync', () => undefined);
  both('fdatasync', () => undefined);
  for (const [name, refusal] of Object.entries(reads.DESCRIPTOR_REFUSALS)) {
    both(name, () => {
      throw refusal();
    });
  }
  const answer: Answer = ({ fd }) => {
    descriptors.close(fd);
  };
  patcher.replace(FS, 'closeSync', (original) => syncForm(original, { find, answer }));
  patcher.replace(FS, 'close', (original) => {
    const withCallback = callbackFormOf(original, claimOf({ find, answer }));
    // The callback of close may be left out.
    return function (this: unknown, ...args: readonly unknown[]): unknown {
      return args.length === 1 && find(args[0]) !== null
        ? withCallback.call(this, args[0], throwIfAny)
        : withCallback.call(this, ...args);
    };
  });
}

function throwIfAny(error: unknown): void {
  if (error !== null) throw error;
}

/** Functions that need no answer, and why: the table is complete when every function of `fs` is either replaced or here. */
export const UNTOUCHED: Readonly<Record<string, string>> = {
  Dir: 'a class',
  Dirent: 'a class',
  FileReadStream: 'a class; calls the public open, read and close',
  FileWriteStream: 'a class; calls the public open',
  ReadStream: 'a class; calls the public open, read and close',
  Stats: 'a class',
  Utf8Stream: 'a class; calls the public open',
  WriteStream: 'a class; calls the public open',
  _toUnixTimestamp: 'takes no path',
  createReadStream: 'makes a ReadStream',
  createWriteStream: 'makes a WriteStream',
  exists: 'calls the public access',
  glob: 'calls the public lstat and readdir',
  globSync: 'calls the public lstatSync and readdirSync',
};
