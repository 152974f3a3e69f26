// As ts-node, sucrase and pirates do it: a _compile in front of the module's, which Node's handler calls with the text of the file.
const { extensions } = require;
for (const extension of ['.ts', '.tsx', '.jsx']) {
  const handler = extensions[extension] ?? extensions['.js'];
  extensions[extension] = function (module, filename) {
    const { _compile } = module;
    module._compile = function (code, file) {
      module._compile = _compile;
      module._compile(code.replace(/: string(?= =)/g, '').replace("value,", "value, 'by us',"), file);
    };
    handler(module, filename);
  };
}
console.log(require('./typed'));
