// The runtime itself, with the code caches of its bundles that `pack --compile` puts in front of an archive.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../cli/pack/pack.ts';
import { cacheFolder } from '../../hooks/bundles/bundle-compiler.ts';
import { leadingMembers } from '../../hooks/bundles/leading-members.ts';
import { REGISTER_PATH, ROOT, type RunOptions, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeTree } from '../support/temp-folder.ts';

const LOADED = ['zipimport', 'engine', 'running', 'modules', 'files'];

describe('code caches of the runtime', () => {
  let folder: string;
  let archive: string;
  let watch: string;
  before(async () => {
    folder = makeTempFolder();
    archive = join(folder, 'app.zip');
    watch = join(folder, 'watch.cjs');
    writeTree(folder, {
      'app/package.json': '{ "main": "main.cjs" }',
      'app/main.cjs':
        "const { readFileSync } = require('node:fs');\nconsole.log(require('./b.js') + readFileSync(__dirname + '/text.txt', 'utf8').trim());\n",
      'app/b.js': "module.exports = 'said: ';\n",
      'app/text.txt': 'done\n',
      // Says, of each script that is made with a code cache, what it is called and whether V8 took it.
      'watch.cjs': `
        const vm = require('node:vm');
        const seen = [];
        vm.Script = class extends vm.Script {
          constructor(text, options) {
            super(text, options);
            const [, name] = /([^\\\\/]*)\\.cjs$/.exec(options?.filename ?? '') ?? [];
            if (options?.cachedData !== undefined && name !== 'main') seen.push((this.cachedDataRejected ? '-' : '+') + name);
          }
        };
        process.on('exit', () => process.stderr.write(JSON.stringify(seen)));`,
      'data.cjs': "console.log(require('node:fs').readFileSync(process.argv[2] + '/b.js', 'utf8').length);\n",
    });
    await pack({ directory: join(folder, 'app'), output: archive, compile: { nodes: [process.execPath] } });
  });
  after(() => removeFolder(folder));

  /** What came from code caches. */
  function taken(args: readonly string[], options: RunOptions = {}, register = REGISTER_PATH): string[] {
    const { stdout, stderr, status } = runNode(['-r', watch, '-r', register, ...args], options);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, 'said: done\n');
    return JSON.parse(stderr) as string[];
  }

  const isTaken = (names: readonly string[]): void => {
    for (const name of LOADED) assert.ok(names.includes(`+${name}`), `${name} of ${names.join()}`);
  };

  it('are used for the program of the archive', () => {
    isTaken(taken([archive]));
    isTaken(taken([join(archive, 'main.cjs')]));
    assert.equal(runNode(['-r', REGISTER_PATH, archive]).stderr, '');
  });

  it('are used by an executable', async () => {
    const executable = join(folder, 'app-1');
    const options = { directory: join(folder, 'app'), output: executable, executable: true };
    await pack({ ...options, compile: { nodes: [process.execPath] } });
    const [stub = ''] = readFileSync(executable, 'latin1').split('PK\x03\x04');
    const [, boot = ''] = /--import '([^']+)'/.exec(stub) ?? [];
    const { stdout, stderr } = runNode(['-r', watch, '--import', boot, executable]);
    assert.equal(stdout, 'said: done\n');
    isTaken(JSON.parse(stderr) as string[]);
  });

  it('are not used for data: archives that a program reads, or is given', () => {
    const bytes = `${readFileSync(join(folder, 'app/b.js')).length}\n`;
    const none = (args: readonly string[]): void => {
      const { stdout, stderr } = runNode(['-r', watch, '-r', REGISTER_PATH, ...args]);
      assert.equal(stdout, bytes);
      assert.deepEqual(JSON.parse(stderr), []);
    };
    none([join(folder, 'data.cjs'), archive]);
    none(['-e', "console.log(fs.readFileSync(process.argv[1] + '/b.js').length)", archive]);
  });

  it('are not used where a policy may forbid it', () => {
    const policy = join(folder, 'policy.json');
    writeFileSync(policy, '{ "compiled": { "read": false } }');
    assert.deepEqual(taken([archive], { env: { ZIPIMPORT_POLICY: policy } }), []);
    writeTree(join(folder, 'beside'), { 'package.json': '{}', 'zipimport.policy.json': '{}' });
    const beside = taken([archive], { cwd: join(folder, 'beside') });
    assert.deepEqual(
      beside.filter((name) => LOADED.includes(name.slice(1))),
      [],
    );
  });

  it('are those of the text that is to be run, and of no other version', () => {
    const dist = join(folder, 'dist');
    cpSync(join(ROOT, 'dist'), dist, { recursive: true });
    appendFileSync(join(dist, 'running.cjs'), '\n');
    const names = taken([archive], {}, join(dist, 'register.cjs'));
    assert.ok(names.includes('+engine') && !names.some((name) => name.endsWith('running')), names.join());
  });

  it('are not used when they are damaged', () => {
    const damaged = join(folder, 'damaged.zip');
    const bytes = readFileSync(archive);
    for (const [name, { offset, size }] of leadingMembers(archive) ?? []) {
      if (/\/(?:zipimport|running)-/.test(name)) bytes[offset + Math.floor(size / 2)]! ^= 0x10;
    }
    writeFileSync(damaged, bytes);
    const names = taken([damaged]);
    assert.ok(names.includes('+engine'), names.join());
    assert.ok(!names.some((name) => /zipimport|running/.test(name)), names.join());
  });

  it('are refused by a V8 with other flags, which compiles', () => {
    assert.ok(taken(['--no-opt', '--max-lazy', archive]).includes('-zipimport'));
  });

  it('lie before all other members, for each V8 that was recorded', () => {
    const names = [...(leadingMembers(archive)?.keys() ?? [])];
    assert.ok(names.length >= LOADED.length);
    assert.ok(names.every((name) => name.startsWith(cacheFolder()) && !name.includes('/compiled-')));
  });

  it('are used by a child process that runs the archive', async () => {
    writeTree(folder, {
      'parent/package.json': '{ "main": "main.cjs" }',
      'parent/main.cjs': `
        if (process.argv[2] === undefined)
          require('node:child_process').execFile(process.execPath, [__filename, 'child'], (error, stdout, stderr) => {
            if (error) throw error;
            process.stderr.write(stderr);
          });`,
    });
    const parent = join(folder, 'parent.zip');
    await pack({ directory: join(folder, 'parent'), output: parent, compile: {} });
    const { stderr } = runNode([parent], { env: { NODE_OPTIONS: `-r ${watch} -r ${REGISTER_PATH}` } });
    const lists = stderr.match(/\[[^\]]*\]/g) ?? [];
    assert.equal(lists.length, 2, stderr);
    for (const list of lists) assert.ok((JSON.parse(list) as string[]).includes('+zipimport'), stderr);
  });
});
