// The functions whose first argument is a path: which answer each has, in its sync, callback and promise form.
import type fs from 'node:fs';
import * as answers from './answers.ts';
import { optionsObject } from './arguments.ts';
import { type Descent, readdir } from './directories.ts';
import { opendir } from './directory.ts';
import { callbackFormOf, claimOf, type FirstArgument, promiseFormOf, syncFormOf } from './forms.ts';
import { EISDIR_NAMES_PATH, PROMISED_READDIR_GOES_BY_LEVELS } from './node-features.ts';
import type { OverlayContext } from './overlay-context.ts';
import type { Place } from './paths.ts';
import { primer } from './primer.ts';
import * as reads from './reads.ts';
import { realpath, realpathNative } from './realpath.ts';
import { refusals } from './refusals.ts';
import { statsOfNothing } from './stats.ts';
import { createStatWatchers, watch, watchEvents } from './watch.ts';

type Operation = FirstArgument<Place>;

const PROMISED_DESCENT: Descent = PROMISED_READDIR_GOES_BY_LEVELS ? 'breadth' : 'depth';

/** Questions that have all three forms under one name. */
function questions({ places, descriptors, originals }: OverlayContext): Readonly<Record<string, Operation>> {
  const { find, inside } = places;
  return {
    access: { find, answer: (place, rest) => answers.access(place, rest[0]) },
    stat: { find, answer: (place, rest) => answers.stat(place, rest[0], true, originals) },
    lstat: { find, answer: (place, rest) => answers.stat(place, rest[0], false, originals) },
    statfs: { find, answer: (place, rest) => answers.statfs(place, rest[0], originals) },
    open: { find: inside, answer: (place, rest) => answers.open(place, rest[0], descriptors) },
    opendir: { find, answer: (place, rest) => opendir(place, rest[0]) },
    readdir: { find, answer: (place, rest) => readdir(place, rest[0]) },
    readlink: { find: inside, answer: (place, rest) => answers.readlink(place, rest[0]) },
    realpath: { find, answer: (place, rest) => realpath(place, rest[0], originals) },
  };
}

/** Functions that take a path or something that is open: a descriptor, or in the promise form a FileHandle. */
function pathOrOpen(
  { places, descriptors, handles }: OverlayContext,
  open: (file: reads.OpenFile, rest: readonly unknown[]) => unknown,
  path: (place: Place, rest: readonly unknown[]) => unknown,
): FirstArgument<Place | reads.OpenFile> {
  return {
    find: (first) =>
      typeof first === 'number' ? reads.openFile(descriptors, first) : (places.inside(first) ?? handles.get(first)),
    answer: (subject, rest) => ('descriptor' in subject ? open(subject, rest) : path(subject, rest)),
  };
}

/** Forms of the functions whose first argument is a path. */
export function pathForms(context: OverlayContext): void {
  const { form, places, descriptors, handles, originals } = context;
  const operations: Record<string, FirstArgument<Place> | FirstArgument<Place | reads.OpenFile>> = {
    ...questions(context),
  };
  const readFile = (namesPath: boolean): Operation =>
    pathOrOpen(context, reads.readFileOf, (place, rest) => answers.readFile(place, rest[0], namesPath)) as Operation;
  sync(context, 'readFileSync', readFile(false));
  callback(context, 'readFile', readFile(EISDIR_NAMES_PATH));
  const { writeFile, appendFile, rm, ...others } = refusals(descriptors);
  for (const [name, answer] of Object.entries(others)) operations[name] = { find: places.inside, answer };
  for (const [name, path] of Object.entries({ writeFile, appendFile })) {
    if (path !== undefined) operations[name] = pathOrOpen(context, reads.refuseWrite, path);
  }
  for (const [name, operation] of Object.entries(operations)) {
    sync(context, `${name}Sync`, operation as Operation);
    callback(context, name, operation as Operation);
  }

  const native: Operation = {
    find: places.find,
    answer: (place, rest) => realpathNative(place, rest[0], originals),
  };
  sync(context, 'realpathSync.native', native);
  callback(context, 'realpath.native', native);

  const promised: Record<string, Operation> = {
    ...(operations as Record<string, Operation>),
    readFile: readFile(EISDIR_NAMES_PATH),
    realpath: native,
    readdir: { find: places.find, answer: (place, rest) => readdir(place, rest[0], PROMISED_DESCENT) },
    open: {
      find: places.inside,
      answer: (place, rest) => handles.create(answers.open(place, rest[0], descriptors)),
    },
  };
  for (const [name, operation] of Object.entries(promised)) {
    form(`promises.${name}`, (original, gate) => promiseFormOf(original, claimOf(operation), gate));
  }
  singleForms(context);
  if (rm !== undefined) rmForms(context, rm);
}

function sync({ form }: OverlayContext, slot: string, operation: Operation): void {
  form(slot, (original, gate) => syncFormOf(original, claimOf(operation), gate));
}

function callback({ form }: OverlayContext, slot: string, operation: Operation): void {
  form(slot, (original) => callbackFormOf(original, claimOf(operation)));
}

/** Functions that exist in one form only, or whose forms have little in common. */
function singleForms(context: OverlayContext): void {
  const { places, originals } = context;
  const { find, inside } = places;
  sync(context, 'existsSync', { find, answer: (place) => answers.exists(place) });
  // Node, too, fails at the call and not with the promise.
  sync(context, 'openAsBlob', {
    find: inside,
    answer: (place, rest) => Promise.resolve(answers.asBlob(place, rest[0])),
  });
  sync(context, 'openAsBlobSync', { find: inside, answer: (place, rest) => answers.asBlob(place, rest[0]) });

  const watchers = createStatWatchers((bigint) => statsOfNothing(bigint, originals.statSync));
  sync(context, 'watch', { find: inside, answer: watch });
  sync(context, 'watchFile', { find: inside, answer: watchers.watchFile });
  sync(context, 'unwatchFile', { find: inside, answer: watchers.unwatchFile });
  sync(context, 'promises.watch', {
    find: inside,
    answer: (place, rest) =>
      watchEvents(place, rest, (signal) => originals.promises.watch('.', { signal })[Symbol.asyncIterator]().next()),
  });
}

/** What Node's rm stumbles over when it meets an archive in use: its file is unlinked, but lstat shows a directory. */
const STUMBLES = new Set<unknown>(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'ERR_FS_EISDIR']);

/**
 * rm of a member is refused; rm of what is on the disk, archives in use included, must remove it. Node's implementation asks the public
 * lstat on the way, so where it stumbles it is run again without us.
 */
function rmForms(context: OverlayContext, refusal: Operation['answer']): void {
  const { form, places, originals, suspended } = context;
  const refused = claimOf({ find: places.inside, answer: refusal });
  const prime = primer(context, () => originals.rmSync(`${process.execPath}/none`, { recursive: true, force: true }));
  const stumbled = (error: unknown): boolean => STUMBLES.has((error as { readonly code?: unknown } | null)?.code);
  const again = (path: unknown, options: unknown): void =>
    suspended(() => originals.rmSync(path as string, optionsObject(options) as fs.RmOptions));

  form('rmSync', (original, gate) =>
    syncFormOf(
      function (this: unknown, path: unknown, options: unknown) {
        prime();
        try {
          return original.call(this, path, options);
        } catch (error) {
          if (!stumbled(error)) throw error;
          return again(path, options);
        }
      },
      refused,
      gate,
    ),
  );
  const rmLater = async (path: unknown, options: unknown): Promise<void> => {
    prime();
    try {
      await originals.promises.rm(path as string, options as fs.RmOptions);
    } catch (error) {
      if (!stumbled(error)) throw error;
      again(path, options);
    }
  };
  form('promises.rm', (_, gate) => promiseFormOf(rmLater as never, refused, gate));
  form('rm', (original) =>
    callbackFormOf(function (this: unknown, ...args: readonly unknown[]) {
      const callback = args.at(-1);
      if (typeof callback !== 'function') return original.call(this, ...args);
      prime();
      return original.call(this, ...args.slice(0, -1), (error: unknown) => {
        if (!stumbled(error)) return callback(error);
        try {
          again(args[0], args.length > 2 ? args[1] : undefined);
        } catch (second) {
          return callback(second);
        }
        return callback(null);
      });
    }, refused),
  );
}
