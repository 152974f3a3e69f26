const { fork, spawnSync } = require('node:child_process');
const path = require('node:path');
const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'missing.cjs')], { encoding: 'utf8' });
console.log(status, stdout, stderr.split('\n').find((line) => line.startsWith('Error')));
fork(path.join(__dirname, 'throws.cjs'), { silent: true }).on('exit', (code, signal) => {
  console.log(code, signal);
  const child = fork(path.join(__dirname, 'waits.cjs'));
  child.on('message', () => child.kill('SIGTERM'));
  child.on('exit', (...how) => console.log(...how));
});
