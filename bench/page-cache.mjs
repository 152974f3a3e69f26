// A cold page cache: what the first start of a program finds after the machine has started, or after it was deployed.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';

// https://docs.kernel.org/admin-guide/sysctl/vm.html#drop-caches: "3" drops what is clean of files, directories and inodes.
const DROP_CACHES = '/proc/sys/vm/drop_caches';

/** Whether this user may drop the page cache: root may, on Linux, where the machine is not a container that forbids it. */
export function canForgetFiles() {
  try {
    accessSync(DROP_CACHES, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Drops all files from the page cache, then reads Node's binary again: its hundred megabytes are the same for every program. */
export function forgetFiles(node) {
  execFileSync('sync');
  writeFileSync(DROP_CACHES, '3');
  execFileSync(node, ['-e', '0']);
}
