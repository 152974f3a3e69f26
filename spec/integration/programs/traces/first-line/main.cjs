const a = new Error('first line').stack.split('\n')[1]; console.log(a); console.log(require('./shebang.js'), require('./bom.js'));
