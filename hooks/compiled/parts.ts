// What only a process needs that makes code caches: a bundle of its own.

export { exitWhenTold, recordRuntime } from './record-runtime.ts';
export { Recorder } from './recorder.ts';
export { UserCodeCaches } from './user-code-caches.ts';
