for (const name of ['a', 'b', 'none']) {
  const url = new URL(`./parts/${name}.mjs`, import.meta.url);
  await import(url).then((module) => console.log(module.default, import.meta.resolve(`./parts/${name}.mjs`) === url.href), (error) => console.log(error.code));
}
const one = await import('./parts/a.mjs');
console.log(one === (await import(`./parts/${'a'}.mjs`)), one === (await import('./parts/a.mjs?fresh')), Object.prototype.toString.call(one));
