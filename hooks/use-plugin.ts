// Loading a plug-in, and taking back what it added.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ZipImportError } from '../lib/errors.ts';
import { PLUGINS_VARIABLE, type Plugin, type PluginHost, pluginsOfEnvironment } from './plugins.ts';
import { type Undo, undoAll } from './undo.ts';

/**
 * Loads a plug-in and lets it register itself; workers and child processes that start afterwards do the same.
 * @param moduleURL file: URL (or absolute path) of an ES module without top-level await, or of a CommonJS module
 * @throws ERR_ZIPIMPORT_PLUGIN_INVALID when the module cannot be loaded or exports no `register` function
 */
export function usePlugin(moduleURL: string | URL, host: PluginHost): Undo {
  const url = String(moduleURL);
  const undos: Undo[] = [];
  const remember = (undo: Undo): Undo => {
    undos.push(undo);
    return undo;
  };
  const recording: PluginHost = {
    pathHooks: { add: (hook, options) => remember(host.pathHooks.add(hook, options)) },
    loaders: { add: (loader) => remember(host.loaders.add(loader)) },
    nativeStrategies: { add: (strategy) => remember(host.nativeStrategies.add(strategy)) },
    mount: (entry) => remember(host.mount(entry)),
  };
  try {
    const undo = loadPlugin(url).register(recording);
    if (typeof undo === 'function') undos.push(undo);
  } catch (error) {
    undoAll(undos)();
    throw error;
  }
  undos.push(announce(url));
  return undoAll(undos);
}

function loadPlugin(url: string): Plugin {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  let plugin: Partial<Plugin>;
  try {
    plugin = createRequire(path)(path) as Partial<Plugin>;
  } catch (cause) {
    throw new ZipImportError('ERR_ZIPIMPORT_PLUGIN_INVALID', `The plug-in ${url} cannot be loaded: ${String(cause)}`, {
      cause,
    });
  }
  if (typeof plugin?.register !== 'function') {
    throw new ZipImportError('ERR_ZIPIMPORT_PLUGIN_INVALID', `The plug-in ${url} exports no function named register.`);
  }
  return plugin as Plugin;
}

function announce(url: string): Undo {
  const known = pluginsOfEnvironment();
  if (known.includes(url)) return () => {};
  process.env[PLUGINS_VARIABLE] = [...known, url].join(' ');
  return () => {
    const rest = pluginsOfEnvironment().filter((other) => other !== url);
    if (rest.length === 0) delete process.env[PLUGINS_VARIABLE];
    else process.env[PLUGINS_VARIABLE] = rest.join(' ');
  };
}
