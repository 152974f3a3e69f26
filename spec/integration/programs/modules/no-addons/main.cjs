console.log(require('pkg'));
import('pkg').then((m) => console.log(m.default));
