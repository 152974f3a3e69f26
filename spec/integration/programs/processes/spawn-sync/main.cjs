const { execFileSync, execSync, spawnSync } = require('node:child_process');
const path = require('node:path');
const member = path.join(__dirname, 'child.js');
const show = ({ status, signal, stdout, stderr }) => console.log(status, signal, String(stdout), String(stderr));
show(spawnSync(process.execPath, [member, 'a']));
show(spawnSync(process.execPath, [member, 'b'], { input: 'typed', encoding: 'utf8', env: { PATH: process.env.PATH, MINE: '1' } }));
console.log(execFileSync(process.execPath, [member, 'c'], { encoding: 'utf8', env: Object.create({ MINE: 'inherited' }) }));
console.log(execSync(`"${process.execPath}" "${member}" d`, { encoding: 'utf8' }));
console.log(execSync(`"${process.execPath}" "${member}" e | cat`).toString());
console.log(spawnSync(process.execPath, { input: `console.log(require(${JSON.stringify(member)}))`, encoding: 'utf8' }).stdout);
try {
  execFileSync(process.execPath, [member, 'fail'], { stdio: 'pipe' });
} catch (error) {
  console.log(error.status, String(error.stderr));
}
for (const bad of [[5], [''], ['node', 5], ['node', [], 5], ['node', [], { cwd: 5 }], ['node', [], { env: 5 }], ['no-such-command', []]]) {
  try {
    const { error } = spawnSync(...bad);
    console.log(error?.code);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
