globalThis.runs = (globalThis.runs ?? 0) + 1; require('./fine'); throw new Error('run ' + globalThis.runs);
