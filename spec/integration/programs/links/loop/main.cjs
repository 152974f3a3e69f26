const fs = require('node:fs');
const path = require('node:path');

const at = (name) => path.join(__dirname, name);
for (const [name, act] of Object.entries({ readFileSync: fs.readFileSync, statSync: fs.statSync, realpathSync: fs.realpathSync, native: fs.realpathSync.native, readdirSync: fs.readdirSync, accessSync: fs.accessSync, openSync: fs.openSync })) {
  for (const link of ['a', 'self', 'dir/in/x']) {
    try {
      act(at(link));
      console.log(name, link, 'fine');
    } catch (error) {
      console.log(name, link, error.code, error.syscall, error.errno);
    }
  }
}
console.log(fs.existsSync(at('a')), fs.lstatSync(at('a')).isSymbolicLink(), fs.readlinkSync(at('self')));
try {
  require('./a');
} catch (error) {
  console.log(error.code);
}
import('./self').catch((error) => console.log(error.code));
