// Which functions of `fs` and `fs.promises` have a gate: the table is complete when every function is either here or in UNTOUCHED.

/** Functions in three forms, sync, callback and promise, whose first argument is a path or something that is open. */
const THREE_FORMS: readonly string[] = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'lchmod',
  'lchown',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'mkdtempDisposable',
  'open',
  'opendir',
  'readFile',
  'readdir',
  'readlink',
  'realpath',
  'rmdir',
  'stat',
  'statfs',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
];

/** Functions in three forms with a path in both of their first two arguments. */
const TWO_PATHS: readonly string[] = ['copyFile', 'link', 'rename', 'symlink'];

/** Functions in sync and callback form whose first argument is a descriptor. */
const OF_DESCRIPTORS: readonly string[] = [
  'close',
  'fchmod',
  'fchown',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'futimes',
  'read',
  'readv',
  'write',
  'writev',
];

/** Functions whose first call matters wherever it leads: see primer.ts. */
const PRIMED: readonly string[] = ['cp', 'rm'];

/** Slots by what their gate looks at. */
export interface Gated {
  readonly firstArgument: readonly string[];
  readonly twoArguments: readonly string[];
  readonly nothing: readonly string[];
}

/** Slots of `fs`. */
export const GATED: Gated = {
  firstArgument: [
    ...[...THREE_FORMS, ...OF_DESCRIPTORS].flatMap((name) => [`${name}Sync`, name]),
    'existsSync',
    'openAsBlob',
    'openAsBlobSync',
    'unwatchFile',
    'watch',
    'watchFile',
  ],
  twoArguments: TWO_PATHS.flatMap((name) => [`${name}Sync`, name]),
  nothing: PRIMED.flatMap((name) => [`${name}Sync`, name]),
};

/** Slots of `fs.promises`, likewise. */
export const GATED_PROMISED: Gated = {
  firstArgument: [...THREE_FORMS, 'watch'],
  twoArguments: TWO_PATHS,
  nothing: PRIMED,
};

/** Functions that need no gate, and why. */
export const UNTOUCHED: Readonly<Record<string, string>> = {
  Dir: 'a class',
  Dirent: 'a class',
  FileReadStream: 'a class; calls the public open, read and close',
  FileWriteStream: 'a class; calls the public open',
  ReadStream: 'a class; calls the public open, read and close',
  Stats: 'a class',
  Utf8Stream: 'a class; calls the public open',
  WriteStream: 'a class; calls the public open',
  _toUnixTimestamp: 'takes no path',
  createReadStream: 'makes a ReadStream',
  createWriteStream: 'makes a WriteStream',
  exists: 'calls the public access',
  glob: 'calls the public lstat and readdir',
  globSync: 'calls the public lstatSync and readdirSync',
};
