const vm = require('node:vm');
const script = new vm.Script("import('node:path').then((m) => typeof m.join)", { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
script.runInThisContext().then(console.log);
