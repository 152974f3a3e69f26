// Starting members as programs: waits for child_process to be asked for, as what workers and child processes inherit does.
import type { BuiltinGates } from '../modules/builtin-gates.ts';
import { Module } from '../modules/node-module.ts';
import { processParts } from '../process/load-parts.ts';
import type { Native } from './native.ts';

/** To be called after what children inherit is installed: this is asked before it, and tells it which program really starts. */
export function installPrograms(gates: BuiltinGates, native: Native): void {
  gates.add(['child_process', 'cluster', 'test'], () => {
    const { makeStartProgram, patchPrograms } = processParts();
    const undo = patchPrograms(process.getBuiltinModule('child_process'), makeStartProgram(native));
    Module.syncBuiltinESMExports();
    return undo;
  });
}
