const vm = require('node:vm');
const path = require('node:path');

const options = { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER, filename: path.join(__dirname, 'made-up.js') };
(async () => {
  console.log((await new vm.Script("import('./a.mjs')", options).runInThisContext()).default);
  console.log((await vm.compileFunction("return import('./a.mjs')", [], options)()).default);
  console.log((await vm.runInThisContext("import('pkg')", options)).default);
  await vm.runInThisContext("import('./none.mjs')", options).catch((error) => console.log(error.code, error.message.replaceAll(__dirname, '<dir>')));
  console.log(vm.runInNewContext('typeof require'));
})();
