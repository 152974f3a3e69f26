// The functions that take two paths: rename, link, symlink, copyFile and cp, with a member on either side.
import { claimCopyFile, copyOptions, copyPath } from './copy.ts';
import { copyAsync, copySync, copyTree, refuseCopy } from './copy-tree.ts';
import { type Claim, callbackFormOf, promiseFormOf, syncFormOf } from './forms.ts';
import type { OverlayContext } from './overlay-context.ts';
import { primer } from './primer.ts';
import { refuseLink, refuseRename, refuseSymlink } from './refusals.ts';

/** Forms of the functions that take two paths. */
export function twoPathForms(context: OverlayContext): void {
  const { form, places, originals } = context;
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
    form(`${name}Sync`, (original, gate) => syncFormOf(original, claim, gate));
    form(name, (original) => callbackFormOf(original, claim));
    form(`promises.${name}`, (original, gate) => promiseFormOf(original, claim, gate));
  }
  cpForms(context);
}

function cpForms(context: OverlayContext): void {
  const { form, places, originals } = context;
  const prime = primer(context, () => originals.cpSync(`${process.execPath}/none`, `${process.execPath}/none either`));

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
  form('cpSync', (original, gate) => syncFormOf(original, claim(copySync), gate));
  form('promises.cp', (original, gate) => promiseFormOf(original, claim(copyAsync), gate));
  form('cp', (original) => {
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
