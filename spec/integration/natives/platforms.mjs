// npm run test:platforms: native members on other systems that this machine can run: Linux on ARM under qemu, Windows under wine.
// Says what it could not run, and what to install for it.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { npm } from '../../../scripts/npm-folder.mjs';
import { zipFolder } from '../../../scripts/zip-folder.mjs';
import { prepareWindows, windowsPolicy } from './platform-windows.mjs';

const HELP = `npm run test:platforms -- [options]
  --install      install what is missing first, where this is Debian or Ubuntu and root
  --only <text>  systems whose name contains it`;
const { values: options } = parseArgs({
  options: {
    install: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const LIBRARIES = '/usr/aarch64-linux-gnu';

/** Majors are those that the emulator runs: wine 8 starts no Node 24, and the last Node 20 on npm for Windows is older than ours. */
const PLATFORMS = [
  {
    name: 'linux-arm64',
    majors: ['20', '22', '24'],
    install: 'qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross',
    isThere: () => runs('qemu-aarch64-static', '--version') && existsSync(LIBRARIES),
    binary: 'bin/node',
    command: (node) => ['qemu-aarch64-static', '-L', LIBRARIES, node],
    path: (file) => file,
    addon: 'linux-arm64/bcrypt.glibc.node',
    foreign: 'linux-x64/bcrypt.glibc.node',
    ways: ['memory', 'extract'],
  },
  {
    name: 'win-x64',
    majors: ['22'],
    install: 'wine wine64 gcc-mingw-w64-x86-64-win32',
    isThere: () => runs('wine', '--version'),
    /** Without it libraries beside an addon are left out. */
    isComplete: () => runs('x86_64-w64-mingw32-gcc', '--version'),
    binary: 'bin/node.exe',
    command: (node) => ['wine', node],
    path: (file) => `Z:${file.replaceAll('/', '\\')}`,
    prepare(env) {
      spawnSync('wineboot', ['-i'], { env, stdio: 'ignore' });
      // Node refuses what wine 8 takes itself for.
      spawnSync('wine', ['winecfg', '/v', 'win10'], { env, stdio: 'ignore' });
    },
    addon: 'win32-x64/bcrypt.node',
    foreign: 'linux-x64/bcrypt.glibc.node',
    ways: ['extract'],
    windows: true,
  },
];

const PROGRAM = (addon, foreign) => `
const { Worker, isMainThread } = require('node:worker_threads');
console.log(Object.keys(require('./prebuilds/${addon}')).length > 3);
if (isMainThread) {
  try { require('./prebuilds/${foreign}'); } catch ({ code }) { console.log(code); }
  new Worker(__filename).on('exit', (code) => console.log('worker', code));
}`;
const EXPECTED = 'true\nERR_ZIPIMPORT_NATIVE_PLATFORM\ntrue\nworker 0\n';

function runs(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Asks nobody anything. @returns null, or why it could not be installed */
function install(packages) {
  if (process.getuid?.() !== 0 || !runs('apt-get', '--version')) return 'this needs root and apt-get';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const command = ['install', '-y', '--no-install-recommends', ...packages.split(' ')];
  for (const args of [['update'], command]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8', timeout: 600_000 });
    if (status !== 0) return `apt-get ${args[0]} failed: ${stderr.trim()}`;
  }
  return null;
}

/** The Node of that platform from npm, fetched once; its newest release of the major that is there. */
function nodeFor({ name, binary }, major) {
  const folder = join(project, '.cache', 'nodes', `${name}-${major}`);
  const path = join(folder, 'package', binary);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  npm(['pack', '--silent', `node-${name}@${major}`], folder);
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  return path;
}

/** Programs of a platform, each with its policy and what it must print. */
function programsOf({ ways, windows, path }, app, folder) {
  const main = ways.map((way) => ({ name: way, main: 'main.cjs', policy: { native: way }, expected: EXPECTED }));
  if (!windows) return main;
  const { expected, problem } = prepareWindows(app, folder);
  if (problem !== null) console.log(`NOT RUN: ${problem}`);
  const text = `${expected.join('\n')}\n`;
  return [...main, { name: 'files', main: 'windows.cjs', policy: windowsPolicy(folder, path), expected: text }];
}

async function runPlatform(platform, folder) {
  const app = join(folder, 'app');
  cpSync(join(project, 'node_modules/bcrypt/prebuilds'), join(app, 'prebuilds'), { recursive: true });
  writeFileSync(join(app, 'main.cjs'), PROGRAM(platform.addon, platform.foreign));
  const programs = programsOf(platform, app, folder);
  await zipFolder(app, join(folder, 'app.zip'));
  cpSync(join(project, 'dist'), join(folder, 'dist'), { recursive: true });
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    WINEPREFIX: join(folder, 'wine'),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    // Without it wine has no names of files that are not ASCII.
    LC_ALL: 'C.UTF-8',
  };
  platform.prepare?.(env);
  let wrong = 0;
  for (const major of platform.majors) {
    const [command, ...before] = platform.command(nodeFor(platform, major));
    for (const { name, main, policy, expected } of programs) {
      const policyFile = join(folder, `${name}.json`);
      writeFileSync(policyFile, JSON.stringify(policy));
      const paths = ['dist/register.cjs', `app.zip/${main}`, 'dist/index.js'].map((file) =>
        platform.path(join(folder, file)),
      );
      // Files, because under wine a pipe is no place for Node's output.
      const output = join(folder, 'output');
      const fd = openSync(output, 'w');
      spawnSync(command, [...before, '--no-warnings', '-r', ...paths], {
        env: { ...env, ZIPIMPORT_POLICY: platform.path(policyFile) },
        stdio: ['ignore', fd, fd],
        timeout: 180_000,
      });
      closeSync(fd);
      const said = readFileSync(output, 'utf8').replaceAll('\r', '');
      console.log(`${platform.name} Node ${major} ${name}: ${said === expected ? 'ok' : `WRONG\n${said}`}`);
      if (said !== expected) wrong += 1;
    }
  }
  return wrong;
}

let wrong = 0;
for (const platform of PLATFORMS.filter(({ name }) => name.includes(options.only))) {
  const isComplete = platform.isThere() && (platform.isComplete?.() ?? true);
  const problem = options.install && !isComplete ? install(platform.install) : null;
  if (!platform.isThere()) {
    console.log(
      `${platform.name}: NOT RUN; apt-get install ${platform.install}${problem === null ? '' : ` (${problem})`}`,
    );
    continue;
  }
  const folder = mkdtempSync(join(tmpdir(), 'zipimport-platforms-'));
  try {
    wrong += await runPlatform(platform, folder);
  } finally {
    if (platform.name.startsWith('win'))
      spawnSync('wineserver', ['-k', '-w'], { env: { ...process.env, WINEPREFIX: join(folder, 'wine') } });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}
if (wrong > 0) process.exitCode = 1;
