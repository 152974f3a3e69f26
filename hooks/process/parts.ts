// What only a program needs that starts workers or child processes: a bundle of its own.
export { patchPrograms } from '../native/programs.ts';
export { makeStartProgram } from '../native/start-program.ts';
export { patchChildProcess } from './children.ts';
export { injectedOption, patchWorkers } from './workers.ts';
