console.log(Error.stackTraceLimit, process.noDeprecation, require('#which'), globalThis.preloaded);
