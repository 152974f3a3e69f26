import { register } from 'node:module';

register('data:text/javascript,export async function resolve(specifier, context, next) { return next(specifier, context); }');
const { default: value } = await import('./a.mjs');
console.log(value, (await import('./b.cjs')).default);
