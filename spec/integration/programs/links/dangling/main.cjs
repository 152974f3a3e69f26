const fs = require('node:fs');
const path = require('node:path');

const at = (name) => path.join(__dirname, name);
for (const act of [fs.readFileSync, fs.statSync, fs.realpathSync, fs.accessSync, fs.readdirSync]) {
  try {
    act(at('gone.js'));
  } catch (error) {
    console.log(act.name, error.code, error.syscall);
  }
}
console.log(fs.existsSync(at('gone.js')), fs.lstatSync(at('gone.js')).isSymbolicLink(), fs.readlinkSync(at('gone.js')), fs.statSync(at('gone.js'), { throwIfNoEntry: false }));
try {
  require('./gone');
} catch (error) {
  console.log(error.code);
}
import('./gone.js').catch((error) => console.log(error.code));
