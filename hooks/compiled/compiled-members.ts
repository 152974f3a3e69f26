// How this process treats compiled members: uses the code caches that archives hold, or records a run to make them.
import { isMainThread } from 'node:worker_threads';
import type { Finder } from '../../lib/finders/finder.ts';
import { codeCacheLoader, packedCodeCaches } from '../../loaders/compiled/code-cache-loader.ts';
import type { Loader } from '../../loaders/loader.ts';
import type { DebugLog } from '../debug.ts';
import { RECORD_VARIABLE, Recorder } from './recorder.ts';
import { makeScriptRunner, type ScriptRunner } from './script-runner.ts';

export interface CompiledMembers {
  readonly loader: Loader;
  readonly runner: ScriptRunner;
  /** The finder to use in place of the given one. */
  traced(finder: Finder): Finder;
}

export function compiledMembers(debug: DebugLog | null): CompiledMembers {
  const folder = process.env[RECORD_VARIABLE];
  if (folder !== undefined && folder !== '' && isMainThread) return recording(folder);
  return {
    loader: codeCacheLoader(packedCodeCaches, (what, finder, member) =>
      debug?.('%s of %s in %s', what, member.name, finder.entry),
    ),
    runner: makeScriptRunner(),
    traced: (finder) => finder,
  };
}

function recording(folder: string): CompiledMembers {
  const recorder = new Recorder();
  process.once('exit', () => recorder.save(folder));
  // A server is told to end; by default Node ends at once then, without 'exit'.
  process.once('SIGTERM', () => process.exit(143));
  return {
    loader: recorder.loader,
    runner: makeScriptRunner((filename, script) => recorder.observe(filename, script)),
    traced: (finder) => recorder.traced(finder),
  };
}
