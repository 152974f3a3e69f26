// The functions whose first argument is a descriptor.
import { callbackFormOf, claimOf, type FirstArgument, syncFormOf } from './forms.ts';
import type { OverlayContext } from './overlay-context.ts';
import * as reads from './reads.ts';

type Answer = FirstArgument<reads.OpenFile>['answer'];

/** Forms of the functions that work on a descriptor only. */
export function descriptorForms({ form, descriptors, originals }: OverlayContext): void {
  const find = (fd: unknown): reads.OpenFile | null => reads.openFile(descriptors, fd);
  const both = (name: string, answer: Answer, callbackAnswer: Answer = answer): void => {
    form(`${name}Sync`, (original, gate) => syncFormOf(original, claimOf({ find, answer }), gate));
    form(name, (original) => callbackFormOf(original, claimOf({ find, answer: callbackAnswer })));
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
  form('closeSync', (original, gate) => syncFormOf(original, claimOf({ find, answer }), gate));
  form('close', (original) => {
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
