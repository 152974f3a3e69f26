// Plug-ins: modules, named by URL, that add path hooks and loaders. A name travels to new threads and processes where a function cannot.
import type { PathHook } from '../lib/finders/finder.ts';
import type { Loader } from '../loaders/loader.ts';
import type { NativeStrategy } from '../loaders/native/native-strategy.ts';
import type { Undo } from './undo.ts';

/** What a plug-in's `register` function is given. */
export interface PluginHost {
  readonly pathHooks: {
    /** Asks `hook` before all others for path entries whose last segment ends in one of `suffixes`, and for mounted ones. */
    add(hook: PathHook, options?: { readonly suffixes?: readonly string[] }): Undo;
  };
  readonly loaders: { add(loader: Loader): Undo };
  readonly nativeStrategies: { add(strategy: NativeStrategy): Undo };
  /** Makes a path an entry whatever its name. */
  mount(entry: string): Undo;
}

/** The shape of a plug-in module. */
export interface Plugin {
  /** Adds what the plug-in brings. What is added through `host` is undone with the plug-in; the returned undo is called as well. */
  register(host: PluginHost): Undo | undefined;
}

/** Environment variable that carries the URLs of plug-ins, separated by spaces, to workers and child processes. */
export const PLUGINS_VARIABLE = 'ZIPIMPORT_USE';

/** URLs in the environment, in the order in which they were used. */
export function pluginsOfEnvironment(environment: NodeJS.ProcessEnv = process.env): string[] {
  return (environment[PLUGINS_VARIABLE] ?? '').split(' ').filter((url) => url !== '');
}
