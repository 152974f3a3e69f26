const names = ['a', 'b'];
console.log(await Promise.all(names.map(async (name) => (await import(`./plugins/${name}.mjs`)).default)));
