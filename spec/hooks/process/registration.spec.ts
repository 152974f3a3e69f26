import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import {
  countOptions,
  isRegistered,
  isRegisteredFirst,
  pinRegistration,
  registrationOption,
} from '../../../hooks/process/registration.ts';

const PATH = '/opt/zip import/register.cjs';
const URL = pathToFileURL(PATH).href;

describe('isRegistered', () => {
  it('knows every way to register', () => {
    for (const options of [
      ['--import', 'zipimport/register'],
      ['--import=zipimport/register'],
      ['--require', PATH],
      [`--require=${PATH}`],
      ['-r', 'zipimport/register'],
      ['--no-warnings', '--import', URL, '--import', 'other'],
    ]) {
      assert.equal(isRegistered(options, PATH), true, options.join(' '));
    }
  });

  it('takes nothing else for it', () => {
    for (const options of [
      [],
      ['zipimport/register'],
      ['--import'],
      ['--import', 'tsx'],
      ['--conditions', 'zipimport/register'],
      ['--require=/other/register.cjs'],
      ['-C=zipimport/register'],
    ]) {
      assert.equal(isRegistered(options, PATH), false, options.join(' '));
    }
  });

  it('counts only --require where it must be early', () => {
    assert.equal(isRegistered(['--import', URL], PATH, true), false);
    assert.equal(isRegistered([`--import=${URL}`], PATH, true), false);
    assert.equal(isRegistered(['--import', URL, '-r', PATH], PATH, true), true);
  });
});

describe('isRegisteredFirst', () => {
  it('holds where nothing of the program is loaded before', () => {
    for (const options of [
      ['--import', URL, '--import', 'other'],
      ['--no-warnings', '--import=zipimport/register'],
      ['--import', 'other', '-r', PATH],
    ]) {
      assert.equal(isRegisteredFirst(options, PATH), true, options.join(' '));
    }
  });

  it('does not hold for register() of a program, nor behind other preloads', () => {
    for (const options of [
      [],
      ['--import', 'other', '--import', URL],
      ['--import', URL, '-r', 'other'],
      ['-r', 'other', '-r', PATH],
    ]) {
      assert.equal(isRegisteredFirst(options, PATH), false, options.join(' '));
    }
  });
});

describe('pinRegistration', () => {
  it('spells the name out as each option wants it', () => {
    assert.deepEqual(
      pinRegistration(
        ['--import', 'zipimport/register', '--require=zipimport/register', '-r', 'zipimport/register'],
        PATH,
      ),
      ['--import', URL, `--require=${PATH}`, '-r', PATH],
    );
  });

  it('leaves all else', () => {
    const options = ['--import', 'tsx', '--title', 'zipimport/register', `--import=${URL}`, ''];
    assert.deepEqual(pinRegistration(options, PATH), options);
    assert.deepEqual(pinRegistration([], PATH), []);
  });
});

describe('countOptions', () => {
  it('stops at the main module', () => {
    assert.equal(countOptions([]), 0);
    assert.equal(countOptions(['main.js', '--import', 'x']), 0);
    assert.equal(countOptions(['--no-warnings', '-r', 'x', '--import=y', 'main.js', '-r', 'z']), 4);
    assert.equal(countOptions(['-C', 'custom', '-e', '--code', '-']), 4);
    assert.equal(countOptions(['--inspect', '--', '-r']), 1);
  });

  it('takes a value that is missing for none', () => {
    assert.equal(countOptions(['--import']), 1);
  });
});

describe('the registration of an executable, which is no file', () => {
  const DATA = 'data:text/javascript;base64,AAAA';

  it('is given by --import', () => {
    assert.equal(registrationOption(DATA), '--import');
    assert.equal(registrationOption(PATH), '--require');
    assert.equal(isRegistered(['--import', DATA], DATA), true);
  });

  it('stands in for the package where --import names it; -r cannot take it', () => {
    assert.deepEqual(pinRegistration(['--import', 'zipimport/register', '-r', 'zipimport/register'], DATA), [
      '--import',
      DATA,
      '-r',
      'zipimport/register',
    ]);
  });
});
