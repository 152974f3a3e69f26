process.on('exit', (code) => console.log('exit', code));
process.on('beforeExit', () => console.log('before exit'));
console.log(process.mainModule === module, process.execArgv.length, process.exitCode, process.title.length > 0, require.main.children.length);
process.exitCode = 3;
