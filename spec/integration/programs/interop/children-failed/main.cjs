for (let i = 0; i < 2; i += 1) {
  try {
    require('./throws');
  } catch (error) {
    console.log(error.message, module.children.length, Object.keys(require.cache).length);
  }
}
console.log(globalThis.runs);
