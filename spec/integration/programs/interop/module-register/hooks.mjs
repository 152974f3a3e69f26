import { word } from './part.mjs';

export async function initialize({ port, text }) {
  port.postMessage(`initialized with ${text}`);
}

export async function resolve(specifier, context, next) {
  return specifier === 'virtual:word' ? { url: specifier, shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (url === 'virtual:word') return { format: 'module', source: `export default ${JSON.stringify(word)}`, shortCircuit: true };
  const loaded = await next(url, context);
  return loaded.source == null ? loaded : { ...loaded, source: String(loaded.source).replace('BEFORE', 'AFTER') };
}
