const a = require('./a'); console.log(a.early, a.late, a.missing, Object.keys(a));
