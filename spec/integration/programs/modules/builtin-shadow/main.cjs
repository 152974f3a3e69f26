console.log(typeof require('fs').readFileSync, require('fs/'), require('buffer/'));
import('fs').then((m) => console.log(typeof m.readFileSync));
