for (const specifier of ['./nothing.mjs', 'nothing', './', '.', '#nothing', '@scope/nothing', 'nothing/sub.js', './a%2fb.mjs', 'file:///nothing/of/it.mjs', '%', '@bad', './main']) {
  try { await import(specifier); } catch (error) { console.log(specifier, error.code, error.message, error.url, error.stack.split('\n')[0]); }
  try { console.log(import.meta.resolve(specifier)); } catch (error) { console.log('resolve', error.code, error.message); }
}
