const names = ['a', 'b'];
(async () => {
  for (const name of names) console.log((await import(`./${name}.mts`)).default);
  console.log((await import('./c.cts')).default);
})();
