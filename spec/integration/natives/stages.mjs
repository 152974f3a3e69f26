// npm run test:stages: native members where the system is in the way. Each stage is a place of its own: file systems that are full, not
// writable, without /proc; few descriptors; a user without home. Needs Linux, and root or user namespaces; says what could not be staged.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nodeBinaries } from '../../../scripts/node-binaries.mjs';
import { zipFolder } from '../../../scripts/zip-folder.mjs';

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
const NOBODY = 65534;
const SHM = 'mount -t tmpfs none /dev/shm';
const ONLY_SHM = 'mount -t tmpfs -o ro none "$TMPDIR"; mount -t tmpfs -o ro none "$HOME"';
const FULL = (place) => `mount -t tmpfs -o size=40k none ${place}`;
const NOEXEC = (place) => `mount -t tmpfs -o noexec none ${place}`;

/**
 * `setup` is run in a mount namespace of its own, then the program; `as` in front of it. `says` is what it prints, `leaves` which
 * files are in /dev/shm, TMPDIR and HOME afterwards: directories of the cache may be there, and are empty.
 */
const STAGES = [
  { name: 'nothing in the way', says: /^loaded$/, leaves: '' },
  { name: '/dev/shm mounted noexec', setup: NOEXEC('/dev/shm'), native: 'memory', says: /^loaded$/, leaves: '' },
  {
    name: 'everything mounted noexec',
    setup: `${NOEXEC('/dev/shm')}; ${NOEXEC('"$TMPDIR"')}; ${NOEXEC('"$HOME"')}`,
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: \/dev\/shm: mounted noexec; .*extract: /s,
    leaves: '',
  },
  { name: '/dev/shm full', setup: FULL('/dev/shm'), native: 'memory', says: /^loaded$/, leaves: '' },
  {
    name: 'everything full',
    setup: `${FULL('/dev/shm')}; ${FULL('"$TMPDIR"')}; ${FULL('"$HOME"')}`,
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: \/dev\/shm: no room.*extract: .*ENOSPC/s,
    leaves: '',
  },
  {
    name: 'full only for this user: writing stops in the middle',
    // A limit on the size of files stops a write in the middle, as a quota does, and no look at the file system tells.
    as: 'trap "" XFSZ; ulimit -f 16; exec',
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: \/dev\/shm: EFBIG.*extract: .*EFBIG/s,
    leaves: '',
  },
  {
    name: 'all read-only but /dev/shm',
    setup: `${SHM}; ${ONLY_SHM}; mount -o bind / /mnt; mount -o remount,bind,ro /`,
    says: /^loaded$/,
    leaves: '',
  },
  {
    name: 'all read-only',
    setup: `mount -t tmpfs -o ro none /dev/shm; ${ONLY_SHM}`,
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: .*EROFS.*extract: .*(EROFS|read-only)/s,
    leaves: '',
  },
  { name: 'no /proc', setup: 'mount -t tmpfs none /proc', says: /^loaded$/, leaves: /\.node/ },
  {
    name: 'no /proc, memory only',
    setup: 'mount -t tmpfs none /proc',
    native: 'memory',
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: \/proc is not mounted/s,
    leaves: '',
  },
  {
    name: 'umask 0777, not root',
    as: `umask 0777; exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups`,
    native: 'memory',
    says: /^loaded$/,
    leaves: '',
  },
  {
    name: 'no home, unknown user',
    as: `unset HOME XDG_CACHE_HOME; exec setpriv --reuid=54321 --regid=54321 --clear-groups`,
    native: 'extract',
    says: /^loaded$/,
    leaves: /\.node/,
  },
  { name: 'few descriptors', as: 'ulimit -n 40; exec', native: 'memory', says: /^loaded$/, leaves: '' },
  {
    name: 'too few descriptors',
    as: 'ulimit -n 40; exec',
    program: 'exhausted.cjs',
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: .*EMFILE.*extract: .*EMFILE/s,
    leaves: '',
  },
  {
    name: 'hidden processes',
    setup: 'mount -t proc -o hidepid=2 none /proc',
    as: `exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups`,
    native: 'memory',
    says: /^loaded$/,
    leaves: '',
  },
  { name: 'a program from memory', program: 'program.cjs', native: 'memory', says: /^started$/, leaves: '' },
  {
    name: 'a program, everything noexec',
    program: 'program.cjs',
    setup: `${NOEXEC('/dev/shm')}; ${NOEXEC('"$TMPDIR"')}; ${NOEXEC('"$HOME"')}`,
    says: /^ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*noexec/s,
    leaves: '',
  },
  {
    name: 'killed while it loads',
    program: 'killed.cjs',
    needs: 'addon',
    native: 'memory',
    says: /^before$/,
    leaves: '',
  },
  {
    name: 'the name of the file that an addon asks for',
    program: 'filename.cjs',
    needs: 'addon',
    says: /^file:\/\/\/.*\/app\.zip\/filename\.node$/,
    leaves: '',
  },
];

const FILES = {
  'load.cjs':
    "try { require('./addon.node'); console.log('loaded'); } catch ({ code, message }) { console.log(code, message); }",
  'exhausted.cjs': `const { openSync } = require('node:fs');
require('node:module')._extensions;
try { require('./none.node'); } catch {}
try { process.dlopen({ exports: {} }, __dirname + '/text.node'); } catch {}
const open = [];
try { for (;;) open.push(openSync('/dev/null')); } catch {}
try { require('./addon.node'); console.log('loaded'); } catch ({ code, message }) { console.log(code, message); }`,
  'text.node': 'no addon',
  'program.cjs':
    "try { console.log(require('node:child_process').execFileSync(__dirname + '/program.sh', { encoding: 'utf8' }).trim()); } catch ({ code, message }) { console.log(code, message); }",
  'killed.cjs': "require('node:fs').writeSync(1, 'before'); require('./killing.node'); console.log('after');",
  'filename.cjs': "console.log(require('./filename.node').name);",
};

/** An addon of its own, where there is a C compiler: Node-API needs no headers for three functions. */
const ADDON_SOURCE = `#include <stddef.h>
typedef struct e *env; typedef struct v *value;
extern int node_api_get_module_file_name(env, const char **); extern int napi_create_string_utf8(env, const char *, size_t, value *);
extern int napi_set_named_property(env, value, const char *, value);
int node_api_module_get_api_version_v1(void) { return 9; }
value napi_register_module_v1(env e, value exports) {
  const char *name; value text;
  node_api_get_module_file_name(e, &name); napi_create_string_utf8(e, name, (size_t)-1, &text); napi_set_named_property(e, exports, "name", text);
  return exports;
}
`;

const KILLING_SOURCE = `#include <signal.h>
__attribute__((constructor)) static void end(void) { raise(SIGKILL); }
`;

/** The archive, and which of the needs of stages are met. */
async function prepare(folder) {
  const app = join(folder, 'app');
  mkdirSync(app);
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(app, name), content);
  cpSync(
    join(project, 'node_modules/bcrypt/prebuilds', `linux-${process.arch}`, 'bcrypt.glibc.node'),
    join(app, 'addon.node'),
  );
  writeFileSync(join(app, 'program.sh'), '#!/bin/sh\necho started\n', { mode: 0o755 });
  const statuses = Object.entries({ filename: ADDON_SOURCE, killing: KILLING_SOURCE }).map(([name, source]) => {
    const file = join(folder, `${name}.c`);
    writeFileSync(file, source);
    return spawnSync('cc', ['-shared', '-fPIC', '-o', join(app, `${name}.node`), file]).status;
  });
  await zipFolder(app, join(folder, 'app.zip'));
  return { addon: statuses.every((status) => status === 0) };
}

/** Command that runs a shell in a mount namespace of its own; null where that cannot be had. */
function namespaceCommand() {
  for (const command of [
    ['unshare', '-m'],
    ['unshare', '-rm'],
  ]) {
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
(${stage.as ?? 'exec'} ${program}) 2>&1
status=$?
printf '\n--- %s\n' "$status"
find /dev/shm "$TMPDIR" "$KEEP_HOME" -mindepth 1 ! -type d 2>/dev/null || true`;
  const { stdout, stderr } = spawnSync(namespace[0], [...namespace.slice(1), 'sh', '-c', script], {
    env: { PATH: process.env.PATH, ...places, KEEP_HOME: home, ZIPIMPORT_POLICY: policy },
    encoding: 'utf8',
    timeout: 60_000,
  });
  const [said = '', rest = ''] = stdout.split(/^--- /m);
  const [status = '', ...left] = rest.trim().split('\n');
  return { said: said.trim(), status, left: left.join('\n'), stderr };
}

function check(stage, { said, left, stderr }) {
  const problems = [];
  if (!stage.says.test(said)) problems.push(`said: ${said || stderr}`);
  if (stage.leaves === '' ? left !== '' : !stage.leaves.test(left)) problems.push(`left: ${left || 'nothing'}`);
  return problems;
}

async function main() {
  if (options.help) return console.log(USAGE);
  const namespace = process.platform === 'linux' ? namespaceCommand() : null;
  if (namespace === null) {
    console.log('nothing was staged: this needs Linux, and root or user namespaces');
    process.exitCode = 1;
    return;
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'zipimport-stages-')));
  try {
    execFileSync('chmod', ['755', folder]);
    cpSync(resolve(options.dist ?? join(project, 'dist')), join(folder, 'dist'), { recursive: true });
    const met = await prepare(folder);
    for (const node of await nodeBinaries(options.node)) {
      const path = realpathSync(execFileSync(node, ['-p', 'process.execPath'], { encoding: 'utf8' }).trim());
      const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
      for (const stage of STAGES.filter(({ name }) => name.includes(options.only))) {
        const label = `${version.padEnd(9)} ${stage.name}`;
        if (stage.needs !== undefined && !met[stage.needs]) {
          console.log(`${label}: NOT STAGED, there is no C compiler`);
          continue;
        }
        const problems = check(stage, runStage(stage, path, folder, namespace));
        console.log(
          `${label}: ${problems.length === 0 ? 'ok' : `WRONG\n    ${problems.join('\n    ').replaceAll('\n', '\n    ')}`}`,
        );
        if (problems.length > 0) process.exitCode = 1;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
