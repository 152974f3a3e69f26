process.send([__filename, process.argv[2], require('./value.cjs')], () => process.exit(6));
