import cjs from './a.cjs';
console.log(cjs);
try { await import('./b.js'); } catch (error) { console.log(error.name, error.message.split('\n')[0]); }
