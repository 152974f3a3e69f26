import { registerHooks } from 'node:module';

const seen = [];
const handle = registerHooks({
  load(url, context, next) {
    const result = next(url, context);
    if (!url.includes('/app.zip/')) return result;
    seen.push(`${url.split('/').pop()} ${url.endsWith("d.cjs") || result.format} ${typeof result.source?.length}`);
    if (url.endsWith('.mjs')) return { ...result, source: String(result.source).replace('VERSION', '"2.0"') };
    return result;
  },
});
console.log((await import('./a.mjs')).default, (await import('./b.cjs')).default, (await import('./c.json', { with: { type: 'json' } })).default);
handle.deregister();
console.log(seen.sort());
