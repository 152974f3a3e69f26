// Uses in the main thread: the names are the arguments. Twice, because the second load of a library is another thing to the system.
const { run } = require('./uses.cjs');

(async () => {
  const names = process.argv.slice(2);
  console.log((await run(names)).join('\n'));
  for (const id of Object.keys(require.cache)) if (id.endsWith('.node')) delete require.cache[id];
  console.log((await run(names)).join('\n'));
})();
