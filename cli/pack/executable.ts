// An archive that runs by itself: a stub for the shell in front, the runtime in its first members, a companion for Windows.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ZipImportError } from '../../lib/errors.ts';
import { RUNTIME_FOLDER } from '../../lib/finders/own-folder.ts';
import type { ArchiveExtra } from './options.ts';

const BOOT = 'boot.js';
const NEEDED = 'Node.js 20.19 or newer';

/** What `zipimport/register` is. */
export function registerPath(): string {
  return path.join(distFolder(), 'register.cjs');
}

/** What compiles members on another Node.js: cli/pack/sourceless/compiler.ts. */
export function compilerPath(): string {
  return path.join(distFolder(), 'cli', 'compile-members.cjs');
}

/** `dist/` of this package: beside this file's bundle, or beside the sources. */
function distFolder(): string {
  for (let at = path.dirname(fileURLToPath(import.meta.url)); at !== path.dirname(at); at = path.dirname(at)) {
    const dist = path.join(at, 'dist');
    if (existsSync(path.join(dist, BOOT))) return dist;
  }
  throw new ZipImportError(
    'ERR_ZIPIMPORT_PACK_UNREADABLE',
    'The runtime is missing: this zipimport was not built whole.',
  );
}

/** What an executable has its boot module in place of. */
const FILES_ONLY: readonly string[] = ['register.cjs', 'start.cjs'];

/** The bundles of the runtime, and the licences of what is in them. */
export function runtimeMembers(): readonly ArchiveExtra[] {
  const dist = distFolder();
  return readdirSync(dist)
    .filter((name) => (name.endsWith('.cjs') && !FILES_ONLY.includes(name)) || name === 'THIRD-PARTY-LICENSES.md')
    .sort()
    .map((name) => ({ name: RUNTIME_FOLDER + name, content: readFileSync(path.join(dist, name)), method: 'store' }));
}

function bootURL(): string {
  const source = readFileSync(path.join(distFolder(), BOOT));
  // Base64: no character of it means anything to a shell, to cmd.exe or in NODE_OPTIONS.
  return `data:text/javascript;base64,${source.toString('base64')}`;
}

/** What stands in front of the archive: a script for sh, which starts Node with the boot module and the file itself. */
export function makeStub(name: string): Uint8Array {
  const shown = name.replaceAll(/[^\w.-]/g, '_');
  return Buffer.from(`#!/bin/sh
# zipimport: a program in a zip archive; any unzip lists it.
v=$(node -v 2>/dev/null) || { echo "${shown}: this program needs ${NEEDED}, and there is no node on the PATH." >&2; exit 127; }
case $v in
v[0-9].*|v1[0-9].*|v20.[0-9].*|v20.1[0-8].*) echo "${shown}: this program needs ${NEEDED}; node on the PATH is $v." >&2; exit 1;;
esac
exec node --import '${bootURL()}' "$0" "$@"
`);
}

/** The same for Windows. */
export function makeCompanion(name: string): string {
  const shown = name.replaceAll(/[^\w.-]/g, '_');
  return [
    '@echo off',
    'setlocal',
    'set "major="',
    `for /f "tokens=1,2 delims=v." %%a in ('node -v 2^>nul') do set "major=%%a" & set "minor=%%b"`,
    'if not defined major goto missing',
    'if %major% lss 20 goto old',
    'if %major% equ 20 if %minor% lss 19 goto old',
    `endlocal & node --import "${bootURL()}" "%~dp0${name.replaceAll('%', '%%')}" %*`,
    'exit /b %errorlevel%',
    ':missing',
    `echo ${shown}: this program needs ${NEEDED}, and there is no node on the PATH. 1>&2`,
    'exit /b 127',
    ':old',
    `echo ${shown}: this program needs ${NEEDED}; node on the PATH is older. 1>&2`,
    'exit /b 1',
    '',
  ].join('\r\n');
}

/** Writes `<output>.cmd`. @returns its path */
export function writeCompanion(output: string): string {
  const file = `${output}.cmd`;
  writeFileSync(file, makeCompanion(path.basename(output)));
  return file;
}
