console.log(require.main === module, module.id === __filename, module.parent, typeof process.mainModule);
console.log(__filename, __dirname, process.argv[1], module.paths);
