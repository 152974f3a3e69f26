console.log(process.argv.slice(1), process.execArgv.filter((arg) => arg === '-C'));
