import { createRequire } from 'node:module';

console.log(process.features.typescript ?? false);
console.log(createRequire(import.meta.url).resolve('./a.ts').endsWith('a.ts'));
