const options = ["import defer * as lazy from './lazy.mjs'; export default () => lazy.value;", "import source wasm from './add.wasm'; export default () => wasm instanceof WebAssembly.Module;"];
for (const name of ['./defer.mjs', './source.mjs']) {
  await import(name).then(({ default: run }) => console.log('before', run()), (error) => console.log(name, error.name, error.message.replace(/file:\S+/, '<url>')));
}
console.log(options.length);
