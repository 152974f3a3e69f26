// The functions that take two paths: rename, link, symlink, copyFile and cp, with a member on either side.
import fs from 'node:fs';
import { claimCopyFile, copyOptions, copyPath } from './copy.ts';
import { copyAsync, copySync, copyTree, refuseCopy } from './copy-tree.ts';
import { type Claim, callbackFormOf, promiseFormOf, syncFormOf } from './forms.ts';
import type { OverlayContext } from './overlay-context.ts';
import { refuseLink, refuseRename, refuseSymlink } from './refusals.ts';
import type { Slots } from './slots.ts';

const FS = fs as unknown as Slots;

/** Replaces every function of `fs` and `fs.promises` that takes two paths. */
export function patchTwoPathFunctions(context: OverlayContext): void {
  const { patcher, places, originals } = context;
  const { inside } = places;
  const claims: Readonly<Record<string, Claim>> = {
    copyFile: (args) => claimCopyFile(args, inside, originals),
    rename: ([from, to]) =>
      inside(from) === null && inside(to) === null ? null : () => refuseRename(copyPath(from), copyPath(to)),
    link: ([from, to]) => {
      const [source, target] = [inside(from), inside(to)];
      return source === null && target === null ? null : () => refuseLink(source, target, copyPath(from), copyPath(to));
    },
    symlink: ([target, path]) => {
      const place = inside(path);
      return place === null ? null : () => refuseSymlink(copyPath(target), place);
    },
  };
  for (const [name, claim] of Object.entries(claims)) {
    patcher.replace(FS, `${name}Sync`, (original) => syncFormOf(original, claim));
    patcher.replace(FS, name, (original) => callbackFormOf(original, claim));
    patcher.replacePromised(name, (original) => promiseFormOf(original, claim));
  }
  patchCp(context);
}

function patchCp({ patcher, places, originals }: OverlayContext): void {
  const prime = patcher.primer(() => originals.cpSync(`${process.execPath}/none`, `${process.execPath}/none either`));

  const claim =
    (run: typeof copySync | typeof copyAsync): Claim =>
    ([from, to, given]) => {
      const target = places.inside(to);
      const root = places.find(from);
      const isTree = typeof given === 'object' && given !== null && 'recursive' in given && given.recursive === true;
      const source = isTree ? root : places.inside(from);
      if (source === null && target === null) {
        prime();
        return null;
      }
      return () => {
        const options = copyOptions(given);
        if (source === null || target !== null) refuseCopy(copyPath(from), copyPath(to));
        return run(copyTree(source, copyPath(to), options, originals), options.filter);
      };
    };
  patcher.replace(FS, 'cpSync', (original) => syncFormOf(original, claim(copySync)));
  patcher.replacePromised('cp', (original) => promiseFormOf(original, claim(copyAsync)));
  patcher.replace(FS, 'cp', (original) => {
    const promised = promiseFormOf(original, claim(copyAsync));
    return function (this: unknown, ...args: readonly unknown[]): unknown {
      const callback = args.at(-1);
      const rest = args.slice(0, -1);
      if (typeof callback !== 'function' || claim(copyAsync)(rest) === null) return original.call(this, ...args);
      (promised.call(this, ...rest) as Promise<void>).then(
        // Made by util.callbackify in Node, hence the second value.
        () => setImmediate(() => callback(null, undefined)),
        (error: unknown) => setImmediate(() => callback(error)),
      );
      return undefined;
    };
  });
}
