import { createRequire } from 'node:module';
const own = (error) => error.stack.split('\n').filter((line) => line.includes('app.zip'));
try { createRequire(import.meta.url)('./thrower.cjs').go(); } catch (error) { console.log(own(error)); }
try { (await import('./thrower.mjs')).go(); } catch (error) { console.log(own(error)); }
