console.log(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.main);
console.log(process.argv[1], typeof import.meta.resolve);
