// What the stages of npm run test:stages run: an archive of small programs and addons.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipFolder } from '../../../scripts/zip-folder.mjs';
import { NOBODY } from './stage-list.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

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
  'dropped.cjs': `const { Worker, isMainThread } = require('node:worker_threads');
const load = () => { try { require('./addon.node'); console.log('loaded'); } catch ({ code, message }) { console.log(code, message); } };
const thread = () => new Promise((resolve) => new Worker(__filename).on('exit', resolve));
if (!isMainThread) load();
else thread().then(() => { process.setgid(${NOBODY}); process.setuid(${NOBODY}); return thread(); }).then(() => { load(); return thread(); });`,
  'other-user.cjs': `const { spawnSync } = require('node:child_process');
const user = { uid: ${NOBODY}, gid: ${NOBODY}, cwd: '/' };
console.log('binary', spawnSync(__dirname + '/true', user).status);
try { console.log('script', spawnSync(__dirname + '/program.sh', user)); } catch ({ code, message }) { console.log('script', code, message); }`,
  'linked.cjs': "console.log(require('./linked-named.node').answer, require('./linked-plain.node').answer);",
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

const LINKED_SOURCE = `#include <stddef.h>
typedef struct e *env; typedef struct v *value;
extern int napi_create_int32(env, int, value *); extern int napi_set_named_property(env, value, const char *, value);
extern int LIBRARY(void);
int node_api_module_get_api_version_v1(void) { return 8; }
value napi_register_module_v1(env e, value exports) {
  value answer;
  napi_create_int32(e, LIBRARY(), &answer); napi_set_named_property(e, exports, "answer", answer);
  return exports;
}
`;

const MEMFD_SOURCE = `#define _GNU_SOURCE
#include <stddef.h>
#include <sys/mman.h>
typedef struct e *env; typedef struct v *value;
extern int napi_create_int32(env, int, value *);
int node_api_module_get_api_version_v1(void) { return 8; }
value napi_register_module_v1(env e, value exports) {
  value fd;
  napi_create_int32(e, memfd_create("member", MFD_CLOEXEC), &fd);
  return fd;
}
`;

/** A strategy as a third party may bring it: the addon beside it makes a descriptor of the kernel's memory each time it is loaded. */
const PLUGIN = `const { writeSync } = require('node:fs');
exports.register = ({ nativeStrategies }) => nativeStrategies.add({
  name: 'memfd',
  load({ file, openDescriptor }) {
    const made = { exports: {} };
    process.dlopen(made, __dirname + '/memfd.node');
    writeSync(made.exports, file.content());
    openDescriptor(made.exports);
    console.log('memfd');
  },
});`;

/** Makes the archive. @returns whether its own addons could be compiled */
export async function prepare(folder) {
  const app = join(folder, 'app');
  mkdirSync(app);
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(app, name), content);
  cpSync(
    join(project, 'node_modules/bcrypt/prebuilds', `linux-${process.arch}`, 'bcrypt.glibc.node'),
    join(app, 'addon.node'),
  );
  writeFileSync(join(app, 'program.sh'), '#!/bin/sh\necho started\n', { mode: 0o755 });
  cpSync('/bin/true', join(app, 'true'), { dereference: true });
  const compile = (...args) => spawnSync('cc', ['-shared', '-fPIC', ...args], { cwd: folder }).status;
  mkdirSync(join(app, 'lib'));
  writeFileSync(join(folder, 'linked.c'), LINKED_SOURCE);
  const libraries = [
    { name: 'named', answer: 42, options: ['-Wl,-soname,libnamed.so'] },
    { name: 'plain', answer: 43, options: [] },
  ].flatMap(({ name, answer, options }) => {
    writeFileSync(join(folder, `${name}.c`), `int ${name}(void) { return ${answer}; }\n`);
    return [
      compile('-o', join(app, 'lib', `lib${name}.so`), `${name}.c`, ...options),
      compile(
        ...['-o', join(app, `linked-${name}.node`), `-DLIBRARY=${name}`, 'linked.c'],
        ...[`-L${join(app, 'lib')}`, `-l${name}`, '-Wl,-rpath,$ORIGIN/lib'],
      ),
    ];
  });
  const sources = { filename: ADDON_SOURCE, killing: KILLING_SOURCE, memfd: MEMFD_SOURCE };
  const statuses = Object.entries(sources).map(([name, source]) => {
    const file = join(folder, `${name}.c`);
    writeFileSync(file, source);
    return compile('-o', join(name === 'memfd' ? folder : app, `${name}.node`), file);
  });
  writeFileSync(join(folder, 'plugin.cjs'), PLUGIN);
  await zipFolder(app, join(folder, 'app.zip'));
  return [...libraries, ...statuses].every((status) => status === 0);
}
