// The stages of npm run test:stages: what is in the way of a native member, and what has to come of it.

export const NOBODY = 65534;
const SHM = 'mount -t tmpfs none /dev/shm';
const ONLY_SHM = 'mount -t tmpfs -o ro none "$TMPDIR"; mount -t tmpfs -o ro none "$HOME"';
const FULL = (place) => `mount -t tmpfs -o size=40k none ${place}`;
const NOEXEC = (place) => `mount -t tmpfs -o noexec none ${place}`;

const AS_NOBODY = `exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups`;

/**
 * `setup` is run in a mount namespace of its own, then the program; `as` in front of it. `needs` is what the machine may not have. `says` is
 * what it prints, `leaves` which files are in /dev/shm, TMPDIR and HOME afterwards: directories of the cache may be there, and are empty.
 */
export const STAGES = [
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
    needs: 'users',
    as: `umask 0777; ${AS_NOBODY}`,
    native: 'memory',
    says: /^loaded$/,
    leaves: '',
  },
  {
    name: 'no home, unknown user',
    needs: 'users',
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
    needs: 'users',
    setup: 'mount -t proc -o hidepid=2 none /proc',
    as: AS_NOBODY,
    native: 'memory',
    says: /^loaded$/,
    leaves: '',
  },
  {
    name: 'a user that gives up being root, and loads again in another thread',
    needs: 'users',
    program: 'dropped.cjs',
    native: 'memory',
    says: /^loaded\nloaded\nloaded\nloaded$/,
    leaves: '',
  },
  ...[0, 1, 2].map((level) => ({
    name: `memory of the kernel's own, brought by a plug-in, vm.memfd_noexec=${level}`,
    needs: 'addon',
    isolated: true,
    setup: `echo ${level} > /proc/sys/vm/memfd_noexec`,
    plugin: 'plugin.cjs',
    says: /^memfd\nloaded$/,
    leaves: '',
  })),
  {
    name: 'programs that start as another user',
    needs: 'users',
    program: 'other-user.cjs',
    says: /^binary 0\nscript ERR_ZIPIMPORT_NATIVE_UNLOADABLE .*memory: what is opened as another user.*extract: no other user/s,
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
  ...['memory', 'extract'].map((native) => ({
    name: `libraries beside an addon, with a name of their own and without, by ${native}`,
    needs: 'addon',
    program: 'linked.cjs',
    native,
    says: /^42 43$/,
    leaves: native === 'memory' ? '' : /lib(named|plain)\.so/,
  })),
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
