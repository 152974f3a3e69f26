// Programs that lie in the program's own folder, started in every way that child_process has.
const childProcess = require('node:child_process');
const { join } = require('node:path');
const { promisify, inspect } = require('node:util');

const { execFileSync, execSync, spawn, spawnSync } = childProcess;
const execFile = promisify(childProcess.execFile);
const exec = promisify(childProcess.exec);
const bin = (name) => join(__dirname, 'bin', name);
const shown = (value) => inspect(value).replaceAll(__dirname, 'HERE');
const about = ({ code, errno, status, signal, syscall, path, spawnargs, killed, cmd, message }) => shown({ code, errno, status, signal, syscall, path, spawnargs, killed, cmd, message });

const options = { encoding: 'utf8', stdio: 'pipe' };
const found = { env: { ...process.env, PATH: `${join(__dirname, 'bin')}:${process.env.PATH}` }, ...options };
const synchronous = {
  'execFileSync script': () => execFileSync(bin('script.sh'), ['a b', 'c'], options),
  'execFileSync without arguments': () => execFileSync(bin('script.sh'), options),
  'execFileSync for Node': () => execFileSync(bin('tool.js'), ['a b', 'c'], options),
  'execFileSync not executable': () => execFileSync(bin('not-executable.sh'), options),
  'execFileSync missing': () => execFileSync(bin('missing'), ['a'], options),
  'execFileSync folder': () => execFileSync(join(__dirname, 'bin'), options),
  'execFileSync failing': () => execFileSync(bin('failing.sh'), ['a'], options),
  'execFileSync with shell': () => execFileSync(`${bin('script.sh')} x`, { ...options, shell: true }),
  'execSync': () => execSync(`A=1 ${bin('script.sh')} 'p q' && "${bin('script.sh')}" r | cat; ${bin('tool.js')} s`, options),
  'execSync failing': () => execSync(`${bin('failing.sh')}`, options),
  'spawnSync': () => shown(spawnSync(bin('script.sh'), ['a'], { encoding: 'utf8' }).stdout),
  'spawnSync missing': () => about(spawnSync(bin('missing'), ['a']).error),
  'spawnSync killed': () => shown([spawnSync(bin('killed.sh'), { input: 'input', encoding: 'utf8' })].map(({ stdout, status, signal }) => [stdout, status, signal])),
  'spawnSync elsewhere': () => spawnSync(bin('script.sh'), ['a'], { encoding: 'utf8', cwd: '/' }).stdout,
  'execFileSync in PATH': () => execFileSync('script.sh', ['a b'], found),
  'execFileSync in PATH for Node': () => execFileSync('tool.js', ['a b'], found),
  'execFileSync in PATH not executable': () => execFileSync('not-executable.sh', found),
  'execSync in PATH': () => execSync('script.sh a && tool.js b; echo c', found),
  'spawnSync in PATH': () => shown(spawnSync('script.sh', ['a'], found).stdout),
};
const asynchronous = {
  'execFile': () => execFile(bin('script.sh'), ['a', 'b']),
  'execFile for Node': () => execFile(bin('tool.js'), ['a']),
  'execFile missing': () => execFile(bin('missing'), ['a']),
  'execFile not executable': () => execFile(bin('not-executable.sh'), ['a']),
  'exec': () => exec(`${bin('script.sh')} a`),
  'execFile in PATH': () => execFile('script.sh', ['a'], found),
  'execFile in PATH missing': () => execFile('missing.sh', ['a'], found),
  'exec in PATH': () => exec('tool.js a', found),
  'spawn in PATH': () => events(spawn('script.sh', ['a'], found)),
  'spawn': () => events(spawn(bin('script.sh'), ['a'])),
  'spawn detached': () => events(spawn(bin('script.sh'), ['a'], { detached: true })),
  'spawn missing': () => events(spawn(bin('missing'), ['a'])),
  'spawn with shell': () => events(spawn(`${bin('script.sh')} y`, { shell: true })),
};

function events(child) {
  return new Promise((resolve) => {
    const seen = [child.spawnfile, child.spawnargs, child.pid !== undefined];
    child.stdout?.on('data', (data) => seen.push(String(data)));
    child.on('error', (error) => seen.push(about(error)));
    child.on('close', (code, signal) => resolve([...seen, code, signal]));
  });
}

(async () => {
  // Windows starts neither of the scripts.
  if (process.platform === 'win32') return console.log('no scripts');
  for (const [name, use] of Object.entries(synchronous)) {
    try {
      console.log(name, use());
    } catch (error) {
      console.log(name, about(error));
    }
  }
  for (const [name, use] of Object.entries(asynchronous)) {
    try {
      console.log(name, shown(await use()));
    } catch (error) {
      console.log(name, about(error));
    }
  }
})();
