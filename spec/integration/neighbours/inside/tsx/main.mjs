import { createRequire } from 'node:module';
import { at, Colour } from './enum.mts';

const require = createRequire(import.meta.url);
console.log(
  Colour.Blue,
  at().replace(/^.*\//, ''),
  require('./common.cts').name,
  require('./view.tsx').view,
  (await import('./dynamic.ts')).value,
);
