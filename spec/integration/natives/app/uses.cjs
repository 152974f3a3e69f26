// One use of each package that shows that its native part works; what it returns is printed and compared.
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

async function inFolder(action) {
  const folder = mkdtempSync(join(tmpdir(), 'natives-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Kept for good: on Node 24 the destructors of node::ObjectWrap abort. https://github.com/nodejs/node/issues/65446 */
const kept = [];

function sumOf(Database) {
  const database = new Database(':memory:');
  database.exec('create table t (a); insert into t values (1), (2)');
  const statement = database.prepare('select sum(a) as total from t');
  kept.push(database, statement);
  const row = statement.get();
  database.close();
  return row;
}

/** Addons of ../nan, built for this Node. */
const nan = (name) => require(`./nan/${process.versions.node}/${name}.node`);

exports.uses = {
  '@napi-rs/canvas': () => {
    const { createCanvas } = require('@napi-rs/canvas');
    const context = createCanvas(4, 4).getContext('2d');
    context.fillStyle = '#ff8000';
    context.fillRect(0, 0, 4, 4);
    return [...context.getImageData(1, 1, 1, 1).data];
  },
  '@node-rs/crc32': () => require('@node-rs/crc32').crc32('hello'),
  '@parcel/watcher': () =>
    inFolder(async (folder) => {
      const { getEventsSince, writeSnapshot } = require('@parcel/watcher');
      const watched = join(folder, 'watched');
      const snapshot = join(folder, 'snapshot');
      mkdirSync(watched);
      await writeSnapshot(watched, snapshot);
      writeFileSync(join(watched, 'new'), '');
      return (await getEventsSince(watched, snapshot)).map(({ type, path }) => [type, basename(path)]);
    }),
  bcrypt: () => {
    const { compareSync, hashSync } = require('bcrypt');
    const hash = hashSync('secret', 4);
    return [compareSync('secret', hash), compareSync('Secret', hash)];
  },
  'better-sqlite3': () => sumOf(require('better-sqlite3')),
  'better-sqlite3-12': () => sumOf(require('better-sqlite3-12')),
  'classic-level': () =>
    inFolder(async (folder) => {
      const { ClassicLevel } = require('classic-level');
      const level = new ClassicLevel(folder);
      await level.put('key', 'value');
      const value = await level.get('key');
      await level.close();
      return value;
    }),
  esbuild: () => require('esbuild').transformSync('let a: number = 1 + 1', { loader: 'ts' }).code,
  'esbuild asynchronous': async () => (await require('esbuild').transform('let b: string', { loader: 'ts' })).code,
  'esbuild executed': () => {
    const { execFileSync } = require('node:child_process');
    const binary = require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
    return execFileSync(binary, ['--version'], { encoding: 'utf8' });
  },
  lmdb: () =>
    inFolder(async (folder) => {
      const { open } = require('lmdb');
      const database = open({ path: join(folder, 'data.mdb') });
      await database.put('key', { value: 1 });
      const value = database.get('key');
      await database.close();
      return value;
    }),
  'msgpackr-extract': () => {
    const { extractStrings } = require('msgpackr-extract');
    const text = 'a string that is longer than thirty-two characters';
    const packed = Buffer.concat([Buffer.of(0xd9, text.length), Buffer.from(text)]);
    return extractStrings(0, packed.length, new Uint8Array(packed).buffer);
  },
  'nan class': () => {
    const { Counter, loads } = nan('counter');
    const counter = new Counter();
    // Workers that run at once count in any order.
    return [counter.next(), counter.next(), isMainThread && loads];
  },
  // Two files with the same content are two libraries.
  'nan plain': () => [nan('one/plain'), nan('two/plain')],
  rollup: async () => {
    const { rollup } = require('rollup');
    const plugin = { name: 'one', resolveId: (id) => id, load: () => 'export const a = 1; if (false) a();' };
    const bundle = await rollup({ input: 'one', plugins: [plugin] });
    return (await bundle.generate({ format: 'es' })).output[0].code;
  },
  sharp: async () => {
    const sharp = require('sharp');
    const options = { create: { width: 8, height: 8, channels: 3, background: 'red' } };
    const small = await sharp(await sharp(options).png().toBuffer())
      .resize(4, 2)
      .png()
      .toBuffer();
    const { width, height, format } = await sharp(small).metadata();
    return [width, height, format];
  },
};

/** One line for each of the named uses. */
exports.run = async (names) => {
  const lines = [];
  for (const name of names) {
    try {
      lines.push(`${name}: ${JSON.stringify(await exports.uses[name]())}`);
    } catch (error) {
      const causes = [];
      for (let cause = error; cause instanceof Error; cause = cause.cause)
        causes.push(`${cause.code} ${cause.message}`);
      lines.push(`${name}: ${causes.join(' <- ')}`);
    }
  }
  return lines;
};
