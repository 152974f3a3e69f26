// Which versions of Node import addons.
import { hasFlag, isGiven } from '../process/node-options.ts';

/** Versions that import addons unless they are told not to. https://nodejs.org/api/esm.html#addons */
const BY_DEFAULT: boolean = Number.parseInt(process.versions.node, 10) >= 24;
const OPTION = 'experimental-addon-modules';

/** Whether `import` of `.node` files works in this process; where it does not, their extension is unknown. */
export function importsAddons(options: readonly string[]): boolean {
  return BY_DEFAULT ? !isGiven(`--no-${OPTION}`, options) : hasFlag(OPTION, options);
}
