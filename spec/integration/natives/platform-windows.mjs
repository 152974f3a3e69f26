// What npm run test:platforms runs on Windows beyond loading: libraries beside an addon, long names that are not ASCII, and files that are in use.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMPILER = 'x86_64-w64-mingw32-gcc';

/** Node-API is looked up in node.exe, so that neither headers nor an import library are wanted. */
const SOURCES = {
  'helper.c': '__declspec(dllexport) int helper(void) { return 42; }\n',
  'addon.c': `#include <windows.h>
__declspec(dllimport) int helper(void);
typedef void *value;
__declspec(dllexport) int node_api_module_get_api_version_v1(void) { return 8; }
__declspec(dllexport) value napi_register_module_v1(value env, value exports) {
  HMODULE node = GetModuleHandleA(NULL);
  int (*create)(value, int, value *) = (void *)GetProcAddress(node, "napi_create_int32");
  int (*set)(value, value, const char *, value) = (void *)GetProcAddress(node, "napi_set_named_property");
  value answer;
  create(env, helper(), &answer);
  set(env, exports, "answer", answer);
  return exports;
}
`,
};

/** The last line of each step is what it must print. */
const PROGRAM = `
const { existsSync, readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const load = (name) => {
  delete require.cache[require.resolve(name)];
  return require(name);
};
(async () => {
  const { openExtractionCache } = await import(pathToFileURL(process.argv[2]).href);
  if (existsSync(join(__dirname, 'linked/addon.node'))) console.log('linked', load('./linked/addon.node').answer);
  load('./prebuilds/win32-x64/bcrypt.node');
  const cache = openExtractionCache();
  const [{ directory }] = cache.list();
  console.log('long', directory.length > 260, /[^\\0-\\x7f]/.test(directory));
  const count = cache.list().length;
  console.log('in use', cache.clear().kept.filter(({ reason }) => reason === 'a running process uses it').length === count);
  // As if another process knew nothing of this one: the system keeps what is loaded, or takes it away by renaming.
  rmSync(join(directory, '../.leases'), { recursive: true });
  const { removed, kept } = cache.clear();
  console.log('forgotten', removed.length + kept.length === count);
  console.log('again', Object.keys(load('./prebuilds/win32-x64/bcrypt.node')).length > 3);
  console.log('whole', cache.verify().length === 0);
})();`;
const EXPECTED = ['long true true', 'in use true', 'forgotten true', 'again true', 'whole true'];
/** No segment of a path is longer than 255 bytes. */
const LONG = `${'Ordner-für-日本'}-${'x'.repeat(160)}/${'y'.repeat(160)}`;

/**
 * Puts the program into the app.
 * @returns what it is to print, and why parts of it are not run
 */
export function prepareWindows(app, folder) {
  writeFileSync(join(app, 'windows.cjs'), PROGRAM);
  const sources = join(folder, 'sources');
  const linked = join(app, 'linked');
  for (const made of [sources, linked]) mkdirSync(made, { recursive: true });
  for (const [name, source] of Object.entries(SOURCES)) writeFileSync(join(sources, name), source);
  const compile = (...args) => spawnSync(COMPILER, ['-shared', ...args], { cwd: sources, encoding: 'utf8' });
  const outcomes = [
    compile('-o', join(linked, 'helper.dll'), 'helper.c', '-Wl,--out-implib,libhelper.a'),
    compile('-o', join(linked, 'addon.node'), 'addon.c', '-L.', '-lhelper'),
  ];
  const failed = outcomes.find(({ status }) => status !== 0);
  if (failed === undefined) return { expected: ['linked 42', ...EXPECTED], problem: null };
  return { expected: EXPECTED, problem: `libraries beside an addon: ${failed.error?.message ?? failed.stderr.trim()}` };
}

/** The policy that the program runs with. @param path as Windows spells paths */
export function windowsPolicy(folder, path) {
  return { native: 'extract', extract: { directory: path(join(folder, LONG)) } };
}
