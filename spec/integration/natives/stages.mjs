// npm run test:stages: native members where the system is in the way. Each stage is a place of its own: file systems that are full, not
// writable, without /proc; few descriptors; a user without home. Needs Linux, and root or user namespaces; says what could not be staged,
// and why: that is no failure.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nodeBinaries } from '../../../scripts/node-binaries.mjs';
import { prepare } from './stage-app.mjs';
import { STAGES } from './stage-list.mjs';

const USAGE = `npm run test:stages -- [options]
  --node <list>    majors, names on the PATH or paths, comma-separated (default: 20,22,24,26)
  --only <text>    stages whose name contains it
  --dist <folder>  the built package to test (default: dist)`;
const { values: options } = parseArgs({
  options: {
    node: { type: 'string' },
    only: { type: 'string', default: '' },
    dist: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const AS_ROOT = ['unshare', '-m'];
const AS_USER = ['unshare', '-rm'];

/** Command that runs a shell in a mount namespace of its own; null where that cannot be had. */
function namespaceCommand() {
  for (const command of [AS_ROOT, AS_USER]) {
    const { status } = spawnSync(command[0], [...command.slice(1), 'mount', '-t', 'tmpfs', 'none', '/mnt']);
    if (status === 0) return command;
  }
  return null;
}

function runStage(stage, node, folder, namespace) {
  const home = mkdtempSync(join(folder, 'home-'));
  const places = { HOME: home, TMPDIR: join(folder, 'tmp') };
  rmSync(places.TMPDIR, { recursive: true, force: true });
  mkdirSync(places.TMPDIR, { mode: 0o1777 });
  execFileSync('chmod', ['1777', places.TMPDIR]);
  execFileSync('chmod', ['777', home]);
  const policy = join(folder, 'policy.json');
  writeFileSync(policy, JSON.stringify(stage.native === undefined ? {} : { native: stage.native }));
  const register = join(folder, 'dist', 'register.cjs');
  const program = `'${node}' --no-warnings -r '${register}' '${join(folder, 'app.zip', stage.program ?? 'load.cjs')}'`;
  const script = `set -e
mount -t tmpfs none /dev/shm
${stage.setup ?? ''}
set +e
printf '%s\n' '+++'
(${stage.as ?? 'exec'} ${program}) 2>&1
status=$?
printf '\n--- %s\n' "$status"
find /dev/shm "$TMPDIR" "$KEEP_HOME" -mindepth 1 ! -type d 2>/dev/null || true`;
  const own = stage.isolated ? ['--pid', '--fork', '--mount-proc'] : [];
  const plugin = stage.plugin === undefined ? {} : { ZIPIMPORT_USE: join(folder, stage.plugin) };
  const { stdout, stderr } = spawnSync(namespace[0], [...namespace.slice(1), ...own, 'sh', '-c', script], {
    env: { PATH: process.env.PATH, ...places, KEEP_HOME: home, ZIPIMPORT_POLICY: policy, ...plugin },
    encoding: 'utf8',
    timeout: 60_000,
  });
  const [before, started] = stdout.split('+++\n');
  if (started === undefined) return { obstacle: (stderr || before).trim() };
  const [said = '', rest = ''] = started.split(/^--- /m);
  const [status = '', ...left] = rest.trim().split('\n');
  return { said: said.trim(), status, left: left.join('\n'), stderr };
}

/** What came of it, and the line that says so. A machine that cannot be brought into that state is no failure. */
function judge(stage, { said, left, stderr, obstacle }) {
  if (obstacle !== undefined) return ['not staged', `NOT STAGED, ${obstacle}`];
  const problems = [];
  if (!stage.says.test(said)) problems.push(`said: ${said || stderr}`);
  if (stage.leaves === '' ? left !== '' : !stage.leaves.test(left)) problems.push(`left: ${left || 'nothing'}`);
  if (problems.length === 0) return ['ok', 'ok'];
  return ['wrong', `WRONG\n    ${problems.join('\n').replaceAll('\n', '\n    ')}`];
}

async function main() {
  if (options.help) return console.log(USAGE);
  const namespace = process.platform === 'linux' ? namespaceCommand() : null;
  if (namespace === null) {
    console.log('NOTHING WAS STAGED: this needs Linux, and root or user namespaces');
    return;
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'zipimport-stages-')));
  try {
    execFileSync('chmod', ['755', folder]);
    cpSync(resolve(options.dist ?? join(project, 'dist')), join(folder, 'dist'), { recursive: true });
    const lacks = {
      addon: (await prepare(folder)) ? null : 'there is no C compiler',
      users: namespace === AS_ROOT ? null : 'this needs root',
    };
    const counts = { ok: 0, wrong: 0, 'not staged': 0 };
    for (const node of await nodeBinaries(options.node)) {
      const path = realpathSync(execFileSync(node, ['-p', 'process.execPath'], { encoding: 'utf8' }).trim());
      const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
      for (const stage of STAGES.filter(({ name }) => name.includes(options.only))) {
        const lack = lacks[stage.needs] ?? null;
        const result = lack === null ? runStage(stage, path, folder, namespace) : { obstacle: lack };
        const [count, text] = judge(stage, result);
        counts[count] += 1;
        console.log(`${version.padEnd(9)} ${stage.name}: ${text}`);
      }
    }
    console.log(
      Object.entries(counts)
        .map((entry) => entry.reverse().join(' '))
        .join(', '),
    );
    if (counts.wrong > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
