// Small programs over the tree of fs-harness.ts. Each runs once on a directory and once through the overlay, and must say the same.
// `root` is the tree, `scratch` a writable directory; what a program returns is compared.
'use strict';
const fs = require('node:fs');
const fsp = fs.promises;
const path = require('node:path');
const util = require('node:util');
const { pathToFileURL } = require('node:url');

const later = (call) => new Promise((resolve) => call((...results) => resolve(results)));
const tried = (action) => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};
const settled = (promise) =>
  promise.then(
    (value) => value,
    (error) => error,
  );
/** All three forms of one function; the first word of each says which. */
const three = async (name, ...args) => [
  ['sync', tried(() => fs[`${name}Sync`](...args))],
  ['callback', await later((done) => fs[name](...args, done))],
  ['promise', await settled(fsp[name](...args))],
];
const about = (stats) =>
  stats && {
    mode: stats.mode,
    size: stats.isDirectory() ? 0 : stats.size,
    mtimeMs: stats.isFile() && stats.mtimeMs,
    mtime: stats.isFile() && stats.mtime,
    kinds: ['isFile', 'isDirectory', 'isSymbolicLink', 'isFIFO', 'isSocket'].map((kind) => stats[kind]()),
    class: [stats instanceof fs.Stats, stats.constructor.name, Object.keys(stats)],
    numbers: ['dev', 'ino', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'blocks'].map((field) => typeof stats[field]),
  };
const read = async (stream) => {
  const seen = [];
  for (const event of ['open', 'ready', 'end', 'close', 'error']) {
    stream.on(event, (value) => seen.push(event === 'open' ? `open ${typeof value}` : [event, value]));
  }
  let data = '';
  stream.on('data', (chunk) => {
    data += `${typeof chunk}:${chunk}|`;
  });
  await new Promise((resolve) => stream.on('close', resolve));
  return [data, seen, stream.bytesRead];
};
const dirents = (list) =>
  list.map((entry) => [
    entry.name,
    entry.parentPath,
    entry.isFile(),
    entry.isDirectory(),
    entry.isSymbolicLink(),
    entry instanceof fs.Dirent,
    Object.keys(entry),
  ]);

const PATHS = [
  '',
  'a.txt',
  'dir',
  'dir/b.txt',
  'dir/',
  'a.txt/',
  'a.txt/below',
  'missing',
  'missing/deeper',
  'dir/../a.txt',
  './dir//b.txt',
  'run.sh',
  'empty',
];
const LINKS = [
  'link',
  'dirlink',
  'dirlink/b.txt',
  'dirlink/',
  'loop',
  'loop/x',
  'broken',
  'chain',
  'link/x',
  'up/b.txt',
  'dir/sub/up',
];

const forPaths = (names, ask) => async (root) => {
  const answers = [];
  for (const name of names) answers.push([name, await ask(name === '' ? root : `${root}/${name}`)]);
  return answers;
};

const programs = {};
for (const [set, names] of [
  ['', PATHS],
  [' of links', LINKS],
]) {
  Object.assign(programs, {
    [`stat${set}`]: forPaths(names, async (file) =>
      (await three('stat', file)).map(([form, value]) => [
        form,
        Array.isArray(value) ? [value[0], about(value[1])] : value instanceof Error ? value : about(value),
      ]),
    ),
    [`lstat${set}`]: forPaths(names, async (file) =>
      (await three('lstat', file)).map(([form, value]) => [
        form,
        Array.isArray(value) ? [value[0], about(value[1])] : value instanceof Error ? value : about(value),
      ]),
    ),
    [`stat without throwing${set}`]: forPaths(names, (file) =>
      tried(() => about(fs.statSync(file, { throwIfNoEntry: false }))),
    ),
    [`lstat without throwing${set}`]: forPaths(names, (file) =>
      tried(() => about(fs.lstatSync(file, { throwIfNoEntry: false }))),
    ),
    [`stat in bigints${set}`]: forPaths(names, (file) =>
      tried(() => {
        const stats = fs.statSync(file, { bigint: true });
        return [
          Object.keys(stats),
          stats.constructor.name,
          stats.isFile() && [stats.size, stats.mtimeMs, stats.mtimeNs, stats.mtime],
          stats.isDirectory(),
          stats.mode,
        ];
      }),
    ),
    [`exists${set}`]: forPaths(names, async (file) => [
      fs.existsSync(file),
      await later((done) => fs.exists(file, done)),
      await util.promisify(fs.exists)(file),
    ]),
    [`access${set}`]: forPaths(names, (file) => three('access', file)),
    [`access to read${set}`]: forPaths(names, (file) => three('access', file, fs.constants.R_OK)),
    [`access to run${set}`]: forPaths(names, (file) => three('access', file, fs.constants.X_OK)),
    [`readFile${set}`]: forPaths(names.filter(Boolean), (file) => three('readFile', file)),
    [`readFile as text${set}`]: forPaths(names.filter(Boolean), (file) => three('readFile', file, 'utf8')),
    [`readdir${set}`]: forPaths(names, (file) => three('readdir', file)),
    [`readlink${set}`]: forPaths(names.filter(Boolean), (file) => three('readlink', file)),
    [`realpath${set}`]: forPaths(names, (file) => three('realpath', file)),
    [`realpath.native${set}`]: forPaths(names, async (file) => [
      tried(() => fs.realpathSync.native(file)),
      await later((done) => fs.realpath.native(file, done)),
    ]),
    [`open and close${set}`]: forPaths(names.filter(Boolean), async (file) => {
      const fd = tried(() => fs.openSync(file));
      if (typeof fd !== 'number')
        return [fd, await later((done) => fs.open(file, done)), await settled(fsp.open(file))];
      return [
        tried(() => fs.readFileSync(fd, 'utf8')),
        about(fs.fstatSync(fd)),
        fs.closeSync(fd),
        tried(() => fs.closeSync(fd)),
        tried(() => fs.fstatSync(fd)),
        tried(() => fs.readSync(fd, Buffer.alloc(4))),
      ];
    }),
    [`createReadStream${set}`]: forPaths(names.filter(Boolean), (file) => read(fs.createReadStream(file))),
    [`statfs${set}`]: forPaths(names, async (file) =>
      (await three('statfs', file)).map(([form, value]) => [
        form,
        Array.isArray(value) ? [value[0], typeof value[1]] : value instanceof Error ? value : Object.keys(value),
      ]),
    ),
    [`copyFile${set}`]: async (root, scratch) => {
      const answers = [];
      for (const name of names.filter(Boolean)) {
        const target = path.join(scratch, 'copy');
        const results = await three('copyFile', `${root}/${name}`, target);
        answers.push([
          name,
          results,
          fs.existsSync(target) && [fs.readFileSync(target, 'utf8'), fs.statSync(target).mode],
        ]);
        fs.rmSync(target, { force: true });
      }
      return answers;
    },
  });
}

Object.assign(programs, {
  'paths as URL and Buffer': async (root) => [
    fs.readFileSync(pathToFileURL(`${root}/a.txt`), 'utf8'),
    fs.readFileSync(Buffer.from(`${root}/a.txt`), 'utf8'),
    await fsp.readFile(pathToFileURL(`${root}/dir/b.txt`), 'utf8'),
    tried(() => fs.statSync(pathToFileURL(`${root}/missing`))),
    tried(() => fs.statSync(Buffer.from(`${root}/missing`))),
    tried(() => fs.readFileSync(new URL('https://example.org/a.txt'))),
  ],
  'relative paths': async (root) => {
    const relative = path.relative(process.cwd(), `${root}/a.txt`);
    return [fs.readFileSync(relative, 'utf8'), fs.existsSync(relative), path.basename(fs.realpathSync(relative))];
  },
  'names with NUL': async (root) => [
    tried(() => fs.statSync(`${root}/a\0b`)),
    tried(() => fs.readFileSync(`${root}/a\0b`)),
    tried(() => fs.readFile(`${root}/a\0b`, () => {})),
    await settled(fsp.stat(`${root}/a\0b`)),
    fs.existsSync(`${root}/a\0b`),
  ],
  'bad arguments': async (root) => [
    tried(() => fs.readFileSync(`${root}/a.txt`, 'no such encoding')),
    tried(() => fs.readFileSync(`${root}/a.txt`, { flag: 'q' })),
    tried(() => fs.readFile(`${root}/a.txt`, 'no such encoding', () => {})),
    tried(() => fs.readFile(`${root}/a.txt`)),
    tried(() => fs.stat(`${root}/a.txt`)),
    tried(() => fs.openSync(`${root}/a.txt`, 'zz')),
    tried(() => fs.readdirSync(`${root}/dir`, 'no such encoding')),
    tried(() => fs.opendirSync(`${root}/dir`, { bufferSize: 0 })),
    tried(() => fs.accessSync(`${root}/a.txt`, 'r')),
    tried(() => fs.copyFileSync(`${root}/a.txt`)),
    tried(() => fs.createReadStream(`${root}/a.txt`, { start: 5, end: 1 })),
    tried(() => fs.watchFile(`${root}/a.txt`)),
    await settled(fsp.readFile(`${root}/a.txt`, 'no such encoding')),
    await settled(fsp.open(`${root}/a.txt`, 'zz')),
    tried(() => fs.readFileSync(`${root}/a.txt`, 7)),
    tried(() => fs.cpSync(`${root}/a.txt`, `${root}/b`, { recursive: 'yes' })),
  ],
  encodings: async (root) =>
    [
      'utf8',
      'utf-8',
      'UTF8',
      'latin1',
      'base64',
      'base64url',
      'hex',
      'ascii',
      'utf16le',
      'ucs2',
      'binary',
      null,
      undefined,
    ].map((encoding) => [
      tried(() => fs.readFileSync(`${root}/bytes.bin`, encoding)),
      tried(() => fs.readFileSync(`${root}/bytes.bin`, { encoding })),
    ]),
  'readFile gives memory of its own': async (root) => {
    const first = fs.readFileSync(`${root}/a.txt`);
    first.fill(0);
    return fs.readFileSync(`${root}/a.txt`, 'utf8');
  },
  'readFile with a signal': async (root) => {
    const controller = new AbortController();
    const pending = settled(fsp.readFile(`${root}/a.txt`, { signal: controller.signal }));
    controller.abort();
    const aborted = AbortSignal.abort();
    return [
      (await settled(fsp.readFile(`${root}/a.txt`, { signal: aborted }))).name,
      (await pending).name,
      (await later((done) => fs.readFile(`${root}/a.txt`, { signal: aborted }, done)))[0].name,
      await fsp.readFile(`${root}/a.txt`, { signal: new AbortController().signal, encoding: 'utf8' }),
      tried(() => fs.readFile(`${root}/a.txt`, { signal: 'no' }, () => {})).code,
    ];
  },
  'callbacks come later, in order': async (root) => {
    const order = [];
    const done = new Promise((resolve) => {
      fs.stat(`${root}/a.txt`, () => {
        order.push('stat');
        resolve();
      });
      order.push('called');
      process.nextTick(() => order.push('tick'));
    });
    await done;
    return order;
  },
  'reads with positions': async (root) => {
    const fd = fs.openSync(`${root}/a.txt`, 'r');
    const buffer = Buffer.alloc(6);
    const seen = [
      fs.readSync(fd, buffer),
      `${buffer}`,
      fs.readSync(fd, buffer, 0, 3, 1),
      `${buffer}`,
      fs.readSync(fd, buffer, { offset: 2, length: 2 }),
      `${buffer}`,
      fs.readSync(fd, buffer, { position: 0n }),
      `${buffer}`,
      fs.readSync(fd, buffer, 0, 2, null),
      `${buffer}`,
      fs.readSync(fd, new Uint16Array(2), 0, 4, 0),
      fs.readSync(fd, buffer, 0, 6, 1000),
      fs.readSync(fd, buffer, 0, 0),
      fs.readvSync(fd, [Buffer.alloc(2), buffer], 3),
      `${buffer}`,
      tried(() => fs.readSync(fd, buffer, 4, 9)),
      tried(() => fs.readSync(fd, buffer, -1)),
      tried(() => fs.readSync(fd, 'text')),
      tried(() => fs.readSync(fd, Buffer.alloc(0), 0, 1)),
      tried(() => fs.readvSync(fd, 'text')),
      await later((done) => fs.read(fd, buffer, 0, 4, 2, done)),
      await later((done) => fs.read(fd, buffer, { length: 2, position: 0 }, done)),
      await later((done) => fs.read(fd, { buffer, position: 5 }, done)),
      (await later((done) => fs.read(fd, done)))[1],
      await later((done) => fs.readv(fd, [Buffer.alloc(3)], 0, done)),
      await util.promisify(fs.read)(fd, Buffer.alloc(4), 0, 4, 0),
      await util.promisify(fs.readv)(fd, [Buffer.alloc(4)], 0),
      fs.readFileSync(fd, 'utf8'),
      await later((done) => fs.readFile(fd, 'utf8', done)),
      await later((done) => fs.fstat(fd, (error, stats) => done(error, about(stats)))),
      fs.fsyncSync(fd),
      fs.fdatasyncSync(fd),
      tried(() => fs.writeSync(fd, 'x')),
      tried(() => fs.writevSync(fd, [Buffer.from('x')])),
      tried(() => fs.ftruncateSync(fd, 1)),
      tried(() => fs.writeFileSync(fd, 'x')),
      tried(() => fs.appendFileSync(fd, 'x')),
      (await later((done) => fs.write(fd, 'x', done)))[0],
      await later((done) => fs.close(fd, done)),
      await later((done) => fs.close(fd, done)),
      await later((done) => fs.read(fd, buffer, 0, 1, 0, done)),
      tried(() => fs.readFileSync(fd)),
    ];
    return seen;
  },
  'descriptors of directories': async (root) => {
    const fd = fs.openSync(`${root}/dir`, 'r');
    return [
      about(fs.fstatSync(fd)).kinds,
      tried(() => fs.readSync(fd, Buffer.alloc(1))),
      tried(() => fs.readFileSync(fd)),
      fs.closeSync(fd),
    ];
  },
  'streams in part': async (root) => [
    await read(fs.createReadStream(`${root}/a.txt`, { start: 2, end: 6 })),
    await read(fs.createReadStream(`${root}/a.txt`, { start: 2, end: 6, encoding: 'utf8' })),
    await read(fs.createReadStream(`${root}/a.txt`, { highWaterMark: 5, encoding: 'latin1' })),
    await read(fs.createReadStream(`${root}/a.txt`, 'utf8')),
    await read(new fs.ReadStream(`${root}/a.txt`)),
    await read(fs.createReadStream(`${root}/a.txt`, { emitClose: true, start: 900 })),
    fs
      .createReadStream(`${root}/a.txt`)
      .on('error', () => {})
      .destroy() instanceof fs.ReadStream,
  ],
  'streams over descriptors': async (root) => {
    const fd = fs.openSync(`${root}/a.txt`);
    const first = await read(fs.createReadStream(null, { fd, start: 1, end: 3, encoding: 'utf8' }));
    const gone = tried(() => fs.fstatSync(fd)).code;
    const kept = fs.openSync(`${root}/a.txt`);
    const stream = fs.createReadStream(null, { fd: kept, autoClose: false, encoding: 'utf8' });
    let data = '';
    for await (const chunk of stream) data += chunk;
    fs.closeSync(kept);
    return [first, gone, data];
  },
  'write streams': async (root) => read(fs.createReadStream(`${root}/dir/b.txt`)).then(async (seen) => [seen.length]),
  'file handles': async (root) => {
    const handle = await fsp.open(`${root}/a.txt`);
    const seen = [
      handle.constructor.name,
      typeof handle.fd,
      about(await handle.stat()),
      (await handle.stat({ bigint: true })).size,
    ];
    const buffer = Buffer.alloc(4);
    seen.push(
      await handle.read(buffer, 0, 4, 2),
      await handle.read(buffer),
      await handle.read({ buffer, position: 0 }),
      await handle.read(buffer, { length: 1 }),
    );
    seen.push(
      (await handle.read()).bytesRead,
      await handle.readv([Buffer.alloc(3), Buffer.alloc(3)], 0),
      await handle.readv([Buffer.alloc(2)]),
    );
    seen.push(await handle.readFile('utf8'), await handle.sync(), await handle.datasync());
    seen.push(
      await settled(handle.write('x')),
      await settled(handle.writev([Buffer.from('x')])),
      await settled(handle.writeFile('x')),
      await settled(handle.appendFile('x')),
      await settled(handle.truncate(1)),
    );
    seen.push(
      await settled(handle.read(buffer, 9, 9)),
      fs.readSync(handle.fd, buffer, 0, 4, 0),
      await fsp.readFile(handle, 'utf8'),
    );
    let closed = 0;
    handle.on('close', () => {
      closed += 1;
    });
    seen.push(
      await handle.close(),
      handle.fd,
      closed,
      await handle.close(),
      await settled(handle.read()),
      await settled(handle.stat()),
      await settled(handle.readFile()),
    );
    return seen;
  },
  'file handles: lines, streams, dispose': async (root) => {
    const lines = [];
    const first = await fsp.open(`${root}/a.txt`);
    for await (const line of first.readLines()) lines.push(line);
    await first.close();
    const second = await fsp.open(`${root}/a.txt`);
    const stream = await read(second.createReadStream({ start: 1, end: 4, encoding: 'utf8' }));
    const third = await fsp.open(`${root}/a.txt`);
    const web = [];
    const webStream = third.readableWebStream({ type: 'bytes' });
    for await (const chunk of webStream) web.push(Buffer.from(chunk).toString());
    const locked = tried(() => third.readableWebStream());
    await third.close();
    const fourth = await fsp.open(`${root}/a.txt`);
    await fourth[Symbol.asyncDispose]();
    const fifth = await fsp.open(`${root}/dir`);
    const directory = [
      await settled(fifth.readFile()),
      await settled(fifth.read()),
      (await fifth.stat()).isDirectory(),
      await fifth.close(),
    ];
    const sixth = await fsp.open(`${root}/a.txt`);
    const pair = await read(fs.createReadStream('ignored', { fd: sixth, encoding: 'utf8' }));
    return [lines, stream, second.fd, web.join(''), locked.code, fourth.fd, directory, pair, sixth.fd];
  },
  'readdir with options': async (root) => [
    dirents(fs.readdirSync(`${root}/dir`, { withFileTypes: true })),
    dirents(await fsp.readdir(`${root}/dir`, { withFileTypes: true })),
    dirents((await later((done) => fs.readdir(root, { withFileTypes: true }, done)))[1]),
    fs.readdirSync(`${root}/dir`, 'buffer'),
    fs.readdirSync(`${root}/dir`, { encoding: 'hex' }),
    dirents(fs.readdirSync(`${root}/dir`, { withFileTypes: true, encoding: 'buffer' })),
    fs.readdirSync(`${root}/empty`),
    fs.readdirSync(`${root}/`),
  ],
  'readdir recursive': async (root) => [
    fs.readdirSync(root, { recursive: true }),
    (await later((done) => fs.readdir(root, { recursive: true }, done)))[1],
    await fsp.readdir(root, { recursive: true }),
    dirents(fs.readdirSync(root, { recursive: true, withFileTypes: true })),
    dirents(await fsp.readdir(root, { recursive: true, withFileTypes: true })),
    tried(() => fs.readdirSync(`${root}/missing`, { recursive: true })),
  ],
  opendir: async (root) => {
    const names = async (directory) => {
      const seen = [];
      for await (const entry of directory) seen.push([entry.name, entry.parentPath, entry.isFile()]);
      return seen.sort();
    };
    const direct = fs.opendirSync(`${root}/dir`);
    const seen = [direct instanceof fs.Dir, direct.constructor.name, direct.path];
    const list = [];
    for (let entry = direct.readSync(); entry; entry = direct.readSync()) list.push(entry.name);
    seen.push(
      list.sort(),
      direct.readSync(),
      direct.closeSync(),
      tried(() => direct.closeSync()),
      tried(() => direct.readSync()),
    );
    seen.push(await names(await fsp.opendir(`${root}/dir`)), await names(fs.opendirSync(root, { recursive: true })));
    const [, late] = await later((done) => fs.opendir(`${root}/dir`, done));
    seen.push(
      (await later((done) => late.read(done)))[1] instanceof fs.Dirent,
      await late.close(),
      (await settled(late.close())).code,
    );
    const left = await fsp.opendir(root);
    for await (const entry of left) {
      seen.push(typeof entry.name);
      break;
    }
    seen.push(
      tried(() => left.readSync()).code,
      (await settled(fsp.opendir(`${root}/missing`))).code,
      tried(() => fs.opendirSync(`${root}/a.txt`)).code,
    );
    return seen;
  },
  glob: async (root) => {
    if (fs.globSync === undefined) return 'not in this version';
    const all = [];
    for await (const name of fsp.glob('**/*.txt', { cwd: root })) all.push(name);
    return [
      fs.globSync('*.txt', { cwd: root }).sort(),
      fs.globSync('**', { cwd: root }).sort(),
      fs.globSync(`${root}/dir/*`).sort(),
      fs.globSync('dir/{b,c}.*', { cwd: root, exclude: (name) => String(name.name ?? name).includes('c') }).sort(),
      all.sort(),
      (await later((done) => fs.glob('**/b.txt', { cwd: root }, done)))[1],
    ];
  },
  'cp of a tree': async (root, scratch) => {
    const shown = (directory) =>
      fs
        .readdirSync(directory, { recursive: true })
        .sort()
        .map((name) => {
          const stats = fs.lstatSync(path.join(directory, name));
          return [name, stats.mode, stats.isFile() && fs.readFileSync(path.join(directory, name), 'utf8')];
        });
    fs.cpSync(`${root}/dir`, path.join(scratch, 'sync'), { recursive: true });
    await fsp.cp(`${root}/dir`, path.join(scratch, 'promise/deep'), { recursive: true });
    const called = await later((done) =>
      fs.cp(`${root}/dir`, path.join(scratch, 'callback'), { recursive: true }, done),
    );
    const asked = [];
    await fsp.cp(`${root}/dir`, path.join(scratch, 'filtered'), {
      recursive: true,
      filter: async (from, to) => {
        asked.push([path.basename(from), path.basename(to)]);
        return !from.endsWith('b.txt');
      },
    });
    fs.cpSync(`${root}/a.txt`, path.join(scratch, 'one.txt'), { preserveTimestamps: true });
    return [
      shown(path.join(scratch, 'sync')),
      shown(path.join(scratch, 'promise')),
      called,
      shown(path.join(scratch, 'callback')),
      shown(path.join(scratch, 'filtered')),
      asked.sort(),
      fs.statSync(path.join(scratch, 'one.txt')).mtimeMs,
    ];
  },
  'cp that cannot be': async (root, scratch) => {
    fs.writeFileSync(path.join(scratch, 'there'), 'old');
    fs.mkdirSync(path.join(scratch, 'folder'));
    const codes = (error) => error && [error.code, error.path];
    return [
      codes(tried(() => fs.cpSync(`${root}/missing`, path.join(scratch, 'x')))),
      tried(() => fs.cpSync(`${root}/dir`, path.join(scratch, 'x'))).code,
      tried(() => fs.cpSync(`${root}/dir`, path.join(scratch, 'there'), { recursive: true })).code,
      tried(() => fs.cpSync(`${root}/a.txt`, path.join(scratch, 'folder'))).code,
      tried(() => fs.cpSync(`${root}/a.txt`, path.join(scratch, 'there'), { force: false })),
      fs.readFileSync(path.join(scratch, 'there'), 'utf8'),
      tried(() => fs.cpSync(`${root}/a.txt`, path.join(scratch, 'there'), { force: false, errorOnExist: true })).code,
      (await settled(fsp.cp(`${root}/missing`, path.join(scratch, 'x')))).code,
      (await settled(fsp.cp(`${root}/dir`, path.join(scratch, 'x')))).code,
      tried(() => fs.copyFileSync(`${root}/a.txt`, path.join(scratch, 'there'), fs.constants.COPYFILE_EXCL)),
      tried(() => fs.copyFileSync(`${root}/a.txt`, path.join(scratch, 'folder'))),
      tried(() => fs.copyFileSync(`${root}/a.txt`, path.join(scratch, 'none/there'))),
      fs.copyFileSync(`${root}/a.txt`, path.join(scratch, 'there')),
      fs.readFileSync(path.join(scratch, 'there'), 'utf8'),
    ];
  },
  openAsBlob: async (root) => {
    const blob = await fs.openAsBlob(`${root}/a.txt`, { type: 'text/plain' });
    return [
      blob.size,
      blob.type,
      await blob.text(),
      await blob.slice(2, 5).text(),
      tried(() => fs.openAsBlob(`${root}/missing`)).code,
    ];
  },
  watching: async (root) => {
    const watcher = fs.watch(`${root}/a.txt`, () => {});
    const closed = new Promise((resolve) => watcher.on('close', () => resolve('closed')));
    watcher.unref().ref().close();
    const controller = new AbortController();
    const byPromise = settled(
      (async () => {
        for await (const event of fsp.watch(`${root}/a.txt`, { signal: controller.signal })) return event;
      })(),
    );
    setTimeout(() => controller.abort(), 20);
    const stat = fs.watchFile(`${root}/a.txt`, () => {});
    fs.unwatchFile(`${root}/a.txt`);
    return [
      watcher.constructor.name,
      await closed,
      (await byPromise).name,
      stat.constructor.name,
      tried(() => fs.watch(`${root}/missing`)).code,
    ];
  },
  'what the functions look like': async () => {
    const shape = (owner, name) => [
      name,
      owner[name].name,
      owner[name].length,
      Reflect.ownKeys(owner[name])
        .map(String)
        .filter((key) => !['arguments', 'caller', 'prototype'].includes(key))
        .sort(),
    ];
    const functions = (owner) =>
      Object.keys(owner)
        .filter((name) => typeof owner[name] === 'function' && !/^[A-Z]/.test(name))
        .map((name) => shape(owner, name));
    return [
      functions(fs),
      functions(fsp),
      shape(fs.realpath, 'native'),
      shape(fs.realpathSync, 'native'),
      fsp.constants === fs.constants,
    ];
  },
  'mkdir and rm with nothing to do': async (root) => [
    fs.mkdirSync(`${root}/dir`, { recursive: true }),
    await fsp.mkdir(`${root}/dir/sub`, { recursive: true }),
    tried(() => fs.mkdirSync(`${root}/dir`)),
    tried(() => fs.mkdirSync(`${root}/missing/deeper`)),
    tried(() => fs.mkdirSync(`${root}/a.txt/deeper`)),
    fs.rmSync(`${root}/missing`, { force: true }),
    await fsp.rm(`${root}/missing`, { force: true }),
    tried(() => fs.rmSync(`${root}/missing`)),
    await settled(fsp.rm(`${root}/missing`)),
    tried(() => fs.chmodSync(`${root}/missing`, 0o644)),
    tried(() => fs.utimesSync(`${root}/missing`, 1, 1)),
    tried(() => fs.truncateSync(`${root}/missing`)),
    tried(() => fs.openSync(`${root}/a.txt`, 'wx')),
    tried(() => fs.openSync(`${root}/dir`, 'w')),
    tried(() => fs.openSync(`${root}/missing`, 'r+')),
    tried(() => fs.openSync(`${root}/missing/deeper`, 'w')),
    tried(() => fs.writeFileSync(`${root}/missing/deeper`, 'x')),
    tried(() => fs.linkSync(`${root}/missing`, `${root}/other`)),
    tried(() => fs.symlinkSync('x', `${root}/a.txt`)),
    tried(() => fs.mkdtempSync(`${root}/missing/deeper`)),
    await settled(fsp.rmdir(`${root}/missing/deeper`)),
    await settled(fsp.unlink(`${root}/a.txt/deeper`)),
  ],
});

module.exports = programs;
