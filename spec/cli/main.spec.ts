import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandEntry } from '../../cli/command.ts';
import { COMMANDS } from '../../cli/commands.ts';
import { main } from '../../cli/main.ts';
import { ZipImportError } from '../../lib/errors.ts';
import { ROOT } from '../support/run-node.ts';

/** Runs a command line and collects what it prints. */
async function runMain(args: readonly string[], commands: readonly CommandEntry[] = COMMANDS) {
  let out = '';
  let err = '';
  const output = {
    out(text: string) {
      out += text;
    },
    err(text: string) {
      err += text;
    },
  };
  const status = await main(args, output, commands);
  return { status, out, err };
}

describe('main', () => {
  let loaded: string[];
  let done: unknown[];
  beforeEach(() => {
    loaded = [];
    done = [];
  });

  const entry = (name: string, action: (value: string) => number | undefined): CommandEntry => ({
    name,
    summary: `${name}s things`,
    load: () => {
      loaded.push(name);
      return Promise.resolve({
        define(command, run) {
          command
            .argument('<value>')
            .option('--json')
            .action(
              run((value: string) => {
                done.push(value);
                return action(value);
              }),
            );
        },
      });
    },
  });
  const table = [
    entry('greet', () => undefined),
    entry('check', () => 1),
    entry('fail', () => {
      throw new ZipImportError('ERR_ZIPIMPORT_ARCHIVE_MISSING', 'no such archive');
    }),
    entry('crash', () => {
      throw new TypeError('a fault');
    }),
  ];

  it('loads the command that is named and no other, and runs it', async () => {
    assert.deepEqual(await runMain(['greet', 'you'], table), { status: 0, out: '', err: '' });
    assert.deepEqual(loaded, ['greet']);
    assert.deepEqual(done, ['you']);
  });

  it('exits with what the command says', async () => {
    assert.equal((await runMain(['check', 'x'], table)).status, 1);
  });

  it('prints an error with its code, or as JSON', async () => {
    assert.deepEqual(await runMain(['fail', 'x'], table), {
      status: 1,
      out: '',
      err: 'error: no such archive [ERR_ZIPIMPORT_ARCHIVE_MISSING]\n',
    });
    const { status, out, err } = await runMain(['fail', 'x', '--json'], table);
    assert.deepEqual([status, err], [1, '']);
    assert.deepEqual(JSON.parse(out), {
      error: { code: 'ERR_ZIPIMPORT_ARCHIVE_MISSING', message: 'no such archive' },
    });
  });

  it('prints where a fault of our own comes from', async () => {
    const { status, err } = await runMain(['crash', 'x'], table);
    assert.equal(status, 1);
    assert.match(err, /^error: TypeError: a fault\n +at /);
  });

  it('says 2 to a wrong command line, and names the nearest command', async () => {
    const { status, out, err } = await runMain(['gret'], table);
    assert.deepEqual([status, out], [2, '']);
    assert.match(err, /unknown command 'gret'\n\(Did you mean greet\?\)/);
    assert.equal((await runMain(['greet'], table)).status, 2);
    assert.equal((await runMain(['greet', 'x', '--nope'], table)).status, 2);
    assert.equal((await runMain([], table)).status, 2);
    assert.deepEqual(done, []);
  });

  it('lists every command in its help, and has help for each', async () => {
    const { status, out } = await runMain(['--help']);
    assert.equal(status, 0);
    for (const { name, summary } of COMMANDS) {
      assert.ok(out.includes(`  ${name} `), name);
      assert.ok(out.replaceAll(/\s+/g, ' ').includes(summary), summary);
      const help = await runMain([name, '--help']);
      assert.deepEqual([help.status, help.err], [0, ''], name);
      assert.match(help.out, /Examples?:/, name);
      assert.deepEqual(await runMain(['help', name]), help);
    }
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(await runMain(['--version']), { status: 0, out: `${version}\n`, err: '' });
  });
});
