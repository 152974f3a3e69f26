import { createRequire, registerHooks } from 'node:module';

const handle = registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'virtual:thing') return next('./thing.mjs', context);
    if (specifier === 'aliased') return next(new URL('./thing.mjs', import.meta.url).href, context);
    return next(specifier, context);
  },
});
console.log((await import('virtual:thing')).default, (await import('aliased')).default);
console.log(createRequire(import.meta.url)('./user.cjs'));
handle.deregister();
await import('virtual:thing').catch((error) => console.log(error.code));
