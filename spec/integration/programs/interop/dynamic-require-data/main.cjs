(async () => {
  console.log((await import('data:text/javascript,export default 1')).default);
  console.log((await import('node:path')).sep);
  console.log((await import(`${require('node:url').pathToFileURL(__dirname)}/a.js`)).default);
})();
