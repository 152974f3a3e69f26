// Puts the archives into the public `fs`: which function is answered how, installing and undoing. What Node itself builds on the public
// functions (streams on open/read/close, exists on access, glob on lstat/readdir) is left as it is and sees the archives through them.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import * as answers from './answers.ts';
import { createDescriptors, type Descriptors } from './descriptors.ts';
import { readdir } from './directories.ts';
import { createFileHandles } from './file-handle.ts';
import { type Claim, callbackFormOf, claimOf, type FirstArgument, promiseFormOf, syncForm } from './forms.ts';
import { createPlaces, type PathLocator, type Place, type Places } from './paths.ts';
import * as reads from './reads.ts';
import { refusals } from './refusals.ts';
import { createPatcher, type Patcher, type Slots } from './slots.ts';

/** What all parts of one installed overlay share. */
export interface OverlayContext {
  readonly places: Places;
  readonly descriptors: Descriptors;
  readonly patcher: Patcher;
  /** Node's functions, as they were when the overlay was installed. */
  readonly originals: typeof fs;
}

type Operation = FirstArgument<Place>;

/**
 * Makes `fs`, `node:fs` and their promise forms answer for paths inside archives, as a read-only directory would.
 * @returns the undo: restores each function that is still ours
 */
export function installFsOverlay(locator: PathLocator): () => void {
  const context: OverlayContext = {
    places: createPlaces(locator),
    descriptors: createDescriptors(),
    patcher: createPatcher(),
    originals: { ...fs, promises: { ...fs.promises } },
  };
  patchPaths(context);
  patchDescriptors(context);
  syncBuiltinESMExports();
  return () => {
    context.patcher.undo();
    context.places.stop();
    syncBuiltinESMExports();
  };
}

const FS = fs as unknown as Slots;
const PROMISES = fs.promises as unknown as Slots;

function questions({ places, descriptors, originals }: OverlayContext): Readonly<Record<string, Operation>> {
  const { find, inside } = places;
  return {
    access: { find, answer: (place, rest) => answers.access(place, rest[0]) },
    stat: { find, answer: (place, rest) => answers.stat(place, rest[0], true, originals) },
    lstat: { find, answer: (place, rest) => answers.stat(place, rest[0], false, originals) },
    statfs: { find, answer: (place, rest) => answers.statfs(place, rest[0], originals) },
    open: { find: inside, answer: (place, rest) => answers.open(place, rest[0], descriptors) },
    readdir: { find, answer: (place, rest) => readdir(place, rest[0]) },
    readlink: { find, answer: (place, rest) => answers.readlink(place, rest[0]) },
    realpath: { find, answer: (place, rest) => answers.realpath(place, rest[0], 'lstat', originals) },
  };
}

function patchPaths(context: OverlayContext): void {
  const { patcher, places, descriptors, originals } = context;
  const operations: Record<string, Operation> = { ...questions(context) };
  for (const [name, answer] of Object.entries(refusals(descriptors)))
    operations[name] = { find: places.inside, answer };
  for (const [name, operation] of Object.entries(operations)) {
    patcher.replace(FS, `${name}Sync`, (original) => syncForm(original, operation));
    patcher.replace(FS, name, (original) => callbackFormOf(original, claimOf(operation)));
  }
  patcher.replace(FS, 'existsSync', (original) =>
    syncForm(original, { find: places.find, answer: (place) => answers.exists(place) }),
  );

  const handles = createFileHandles(descriptors, { open: originals.promises.open, statSync: originals.statSync });
  const native: Operation = {
    find: places.find,
    answer: (place, rest) => answers.realpath(place, rest[0], 'realpath', originals),
  };
  const promised: Record<string, Operation> = {
    ...operations,
    realpath: native,
    open: { find: places.inside, answer: (place, rest) => handles.create(answers.open(place, rest[0], descriptors)) },
    readFile: { find: places.inside, answer: (place, rest) => answers.readFile(place, rest[0]) },
  };
  for (const [name, operation] of Object.entries(promised)) {
    patcher.replace(PROMISES, name, (original) => promiseFormOf(original, claimOf(operation)));
  }
}

function patchDescriptors(context: OverlayContext): void {
  const { patcher, places, descriptors, originals } = context;
  const find = (fd: unknown): reads.OpenFile | null => reads.openFile(descriptors, fd);
  const both = (name: string, answer: FirstArgument<reads.OpenFile>['answer'], callbackAnswer = answer): void => {
    patcher.replace(FS, `${name}Sync`, (original) => syncForm(original, { find, answer }));
    patcher.replace(FS, name, (original) => callbackFormOf(original, claimOf({ find, answer: callbackAnswer })));
  };
  const by = <Answer>(answer: (file: reads.OpenFile, rest: readonly unknown[]) => Answer) =>
    answer as FirstArgument<reads.OpenFile>['answer'];
  both('read', by(reads.readSync), by(reads.read));
  both('readv', by(reads.readvSync), by(reads.readv));
  both('fstat', (file, rest) => reads.fstat(file, rest, originals.statSync));
  both('close', ({ fd }) => void descriptors.close(fd));
  both('fsync', () => undefined);
  both('fdatasync', () => undefined);
  for (const [name, refusal] of Object.entries(reads.DESCRIPTOR_REFUSALS)) {
    both(name, () => {
      throw refusal();
    });
  }

  // readFile takes a path or a descriptor.
  const claim: Claim = (args) => {
    const file = find(args[0]);
    if (file !== null) return () => reads.readFileOf(file, args.slice(1));
    const place = places.inside(args[0]);
    return place === null ? null : () => answers.readFile(place, args[1]);
  };
  patcher.replace(FS, 'readFileSync', (original) =>
    syncForm(original, {
      find: (first: unknown) => (typeof first === 'number' ? find(first) : places.inside(first)),
      answer: (subject, rest) =>
        'descriptor' in subject ? reads.readFileOf(subject, rest) : answers.readFile(subject, rest[0]),
    }),
  );
  patcher.replace(FS, 'readFile', (original) => callbackFormOf(original, claim));
}
