for (const file of ['./a.txt', './a.css', './noext', './dir.ext/file']) {
  try { console.log((await import(file)).default); } catch (error) { console.log(file, error.code, error.message); }
}
const { createRequire } = await import('node:module');
try { console.log(createRequire(import.meta.url)('./a.txt')); } catch (error) { console.log(error.name); }
