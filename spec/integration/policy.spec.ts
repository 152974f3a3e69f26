// The policy in real processes: found or not, wrong, handed on.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTER_PATH, REGISTER_URL, type RunOptions, runNode } from '../support/run-node.ts';
import { makeTempFolder, removeFolder, writeArchive, writeTree } from '../support/temp-folder.ts';

describe('the policy of a process', () => {
  let folder: string;
  before(async () => {
    folder = makeTempFolder();
    writeTree(folder, {
      'package.json': '{}',
      'project/package.json': '{}',
      'project/src/main.cjs': "console.log(require('plugged').name);",
      // What a child or worker finds by way of the policy's path entries, in a folder without a policy.
      'project/child.cjs': "console.log('child', require('plugged').name, require('worker_threads').isMainThread);",
      'elsewhere/x': '',
    });
    await writeArchive(join(folder, 'project/plugins/plugged.zip'), {
      'plugged/index.js': "exports.name = 'from the policy path';",
    });
  });
  after(() => removeFolder(folder));

  const policy = (value: unknown): void =>
    writeFileSync(
      join(folder, 'project/zipimport.policy.json'),
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  const run = (source: string, options: RunOptions = {}, flags = ['--import', REGISTER_URL]) =>
    runNode([...flags, '-e', source], { cwd: join(folder, 'project/src'), ...options });

  const MAIN = "console.log(require('plugged').name)";

  it('gives path entries, from the nearest package.json on', () => {
    policy({ path: ['plugins/*.zip'] });
    assert.equal(
      runNode(['--import', REGISTER_URL, 'main.cjs'], { cwd: join(folder, 'project/src') }).stdout,
      'from the policy path\n',
    );
    assert.match(run(MAIN, { cwd: join(folder, 'elsewhere') }).stderr, /Cannot find module 'plugged'/);
  });

  it('is the one that ZIPIMPORT_POLICY names, or none', () => {
    policy({ path: ['plugins/*.zip'] });
    const env = { ZIPIMPORT_POLICY: '../project/zipimport.policy.json' };
    assert.equal(run(MAIN, { cwd: join(folder, 'elsewhere'), env }).stdout, 'from the policy path\n');
    assert.match(run(MAIN, { env: { ZIPIMPORT_POLICY: '' } }).stderr, /Cannot find module 'plugged'/);
  });

  it('stops the program before anything loads when it is wrong', () => {
    policy({ natve: 'deny' });
    for (const flags of [
      ['--import', REGISTER_URL],
      ['-r', REGISTER_PATH],
    ]) {
      const { status, stdout, stderr } = run("console.log('ran')", {}, flags);
      assert.deepEqual([status, stdout], [1, '']);
      assert.match(stderr, /ERR_ZIPIMPORT_POLICY_INVALID/);
      assert.ok(stderr.includes(join(folder, 'project/zipimport.policy.json')));
      assert.match(stderr, /There is no key "natve"; allowed are .*"native".* Did you mean "native"\?/);
    }
    policy('{ not json');
    assert.match(run("console.log('ran')").stderr, /It is not JSON/);
    const { status, stderr } = run("console.log('ran')", { env: { ZIPIMPORT_POLICY: 'nowhere.json' } });
    assert.equal(status, 1);
    assert.match(stderr, /ERR_ZIPIMPORT_POLICY_UNREADABLE/);
  });

  it('is thrown by register(), too', () => {
    policy({ native: 1 });
    const source = `
      try { process.getBuiltinModule('module').createRequire('/')(${JSON.stringify(REGISTER_PATH)}); }
      catch (error) { console.log(error.code); }`;
    assert.equal(run(source, {}, []).stdout, 'ERR_ZIPIMPORT_POLICY_INVALID\n');
  });

  it('is never read from an archive', async () => {
    await writeArchive(join(folder, 'app.zip'), {
      'package.json': '{}',
      'zipimport.policy.json': '{ "natve": "deny" }',
      'index.js': "console.log('ran');",
    });
    assert.equal(runNode(['--import', REGISTER_URL, join(folder, 'app.zip')], { cwd: folder }).stdout, 'ran\n');
    const env = { ZIPIMPORT_POLICY: join(folder, 'app.zip/zipimport.policy.json') };
    const { stderr } = runNode(['--import', REGISTER_URL, join(folder, 'app.zip')], { cwd: folder, env });
    assert.match(stderr, /ERR_ZIPIMPORT_POLICY_UNREADABLE/);
  });

  it('reaches child processes and workers, whatever their folder and variables are', () => {
    policy({ path: ['plugins/*.zip'] });
    mkdirSync(join(folder, 'elsewhere'), { recursive: true });
    const child = JSON.stringify(join(folder, 'project/child.cjs'));
    const elsewhere = JSON.stringify(join(folder, 'elsewhere'));
    const starts = [
      `child_process.fork(${child}, { cwd: ${elsewhere} })`,
      `child_process.spawnSync(process.execPath, [${child}], { cwd: ${elsewhere}, env: { PATH: process.env.PATH }, stdio: 'inherit' })`,
      `child_process.execFile(process.execPath, [${child}], { cwd: ${elsewhere} }, (_, out) => process.stdout.write(out))`,
      `(process.chdir(${elsewhere}), new worker_threads.Worker(${child}))`,
      `(process.chdir(${elsewhere}), new worker_threads.Worker(${child}, { env: {} }))`,
    ];
    for (const start of starts) {
      const { stdout, stderr } = run(start);
      assert.equal(stdout, `child from the policy path ${!start.includes('Worker')}\n`, start + stderr);
    }
  });

  it('leaves a child that is given a policy of its own with that', () => {
    policy({ path: ['plugins/*.zip'] });
    const child = JSON.stringify(join(folder, 'project/child.cjs'));
    const start = `child_process.spawnSync(process.execPath, [${child}], { cwd: '/', env: { ...process.env, ZIPIMPORT_POLICY: '' , ZIPIMPORT_PATH: '' }, stdio: 'inherit' })`;
    assert.match(run(start).stderr, /Cannot find module 'plugged'/);
  });

  it('is not shown in the variables of the program', () => {
    policy({});
    assert.equal(run('console.log(process.env.ZIPIMPORT_POLICY)').stdout, 'undefined\n');
  });
});
