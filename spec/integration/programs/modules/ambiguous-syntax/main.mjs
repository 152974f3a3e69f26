const warnings = [];
process.on('warning', (warning) => warnings.push(`${warning.code} ${warning.message}`));
process.on('exit', () => console.log(warnings.sort()));
for (const file of ['./esm.js', './cjs.js', './tla.js', './extensionless', './typed/esm.js', './typed/cjs.js', './meta.js']) {
  try { console.log(file, (await import(file)).default); } catch (error) { console.log(file, error.code, error.name, error.message.split('\n')[0]); }
}
const { createRequire } = await import('node:module');
const require = createRequire(import.meta.url);
for (const file of ['./esm.js', './cjs.js', './typed/esm.js', './typed/cjs.js', './esm-only-required.js']) {
  try { console.log(file, require(file)); } catch (error) { console.log(file, error.code, error.name, error.message.split('\n')[0]); }
}
await new Promise(setImmediate);
