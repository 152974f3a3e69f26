// Addons of 10 and 35 MB, on the disk and in archives, and the policies that say how they are loaded. Real addons of that size differ by
// platform; these are one small addon with machine code behind it, which the system's loader does not look at and every copy carries.
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipFolder } from '../scripts/zip-folder.mjs';
import { OUTPUT, PROJECT } from './corpus.mjs';

const MEGABYTE = 1024 * 1024;
const FOLDER = join(OUTPUT, 'natives');
const CACHE = join(OUTPUT, 'natives-cache');
const WORKLOAD = join(PROJECT, 'bench', 'workloads', 'native.cjs');
const PLATFORM = `${process.platform}-${process.arch}`;

/** Size in MB -> file name. */
const ADDONS = { 10: 'addon-10.node', 35: 'addon-35.node' };
const STORED = join(OUTPUT, 'natives-stored.zip');
const DEFLATED = join(OUTPUT, 'natives-deflated.zip');
const POLICIES = {
  memory: { native: 'memory' },
  extract: { native: 'extract', extract: { directory: CACHE } },
  unverified: { native: 'extract', extract: { directory: CACHE, verify: false } },
};
const policyFile = (name) => join(OUTPUT, `natives-${name}.json`);

/** Makes what is missing. */
export async function prepareNatives() {
  if (existsSync(policyFile('unverified'))) return;
  mkdirSync(FOLDER, { recursive: true });
  const prebuilds = join(PROJECT, 'node_modules/bcrypt/prebuilds', PLATFORM);
  const name = readdirSync(prebuilds).find((file) => !file.includes('musl'));
  const addon = readFileSync(join(prebuilds, name));
  for (const [size, file] of Object.entries(ADDONS)) {
    writeFileSync(join(FOLDER, file), Buffer.concat([addon, machineCode(size * MEGABYTE - addon.length)]));
  }
  await zipFolder(FOLDER, STORED, { compress: false });
  await zipFolder(FOLDER, DEFLATED);
  for (const [policy, content] of Object.entries(POLICIES)) writeFileSync(policyFile(policy), JSON.stringify(content));
}

/** The beginning of the running Node binary. */
function machineCode(size) {
  const bytes = Buffer.alloc(size);
  readSync(openSync(process.execPath, 'r'), bytes, 0, size, 0);
  return bytes;
}

/** One group per size. */
export function nativeGroups(withRegister) {
  return Object.entries(ADDONS).map(([size, file]) => {
    const program = (label, place, policy, cold = '') => ({
      label,
      args: [...(policy === undefined ? [] : withRegister), WORKLOAD],
      env: {
        BENCH_ADDON: join(place, file),
        BENCH_COLD: cold,
        ...(policy === undefined ? {} : { ZIPIMPORT_POLICY: policyFile(policy) }),
      },
      values: [{ key: 'milliseconds', name: `require of a ${size} MB addon`, unit: 'ms' }],
      base: 0,
    });
    return {
      name: `native-${size}`,
      title: `Addon of ${size} MB`,
      programs: [
        { ...program('disk', FOLDER), base: undefined },
        program('memory, zip stored', STORED, 'memory'),
        program('memory, zip deflated', DEFLATED, 'memory'),
        program('extracted cold, zip stored', STORED, 'extract', CACHE),
        program('extracted warm, zip stored', STORED, 'extract'),
        program('extracted warm and not verified, zip stored', STORED, 'unverified'),
        program('extracted warm, zip deflated', DEFLATED, 'extract'),
      ],
    };
  });
}
