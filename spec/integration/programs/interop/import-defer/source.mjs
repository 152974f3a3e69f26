import source wasm from './add.wasm'; export default () => wasm instanceof WebAssembly.Module;
