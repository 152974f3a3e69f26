// What the operating system is to start for the path of a member.
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { Native } from './native.ts';

/** How and where a program is asked for. */
export interface ProgramRequest {
  /** Folder that it starts in, and that a relative path starts at. */
  readonly cwd: string;
  /** Whether it may outlive this process. */
  readonly isDetached: boolean;
  /** Whether it runs as another user or group. */
  readonly isOtherUser: boolean;
  /** Whether a shell starts it. */
  readonly isInShell: boolean;
  /** The child's `PATH`: where a name without a slash is looked for. */
  readonly searchPath: string;
}

/** A program that can be started. */
export interface Program {
  readonly file: string;
  /** Arguments before those that were asked for. */
  readonly before: readonly string[];
  /** Its own name for itself, argv[0], where that is not the path that was asked for. */
  readonly argv0?: string;
}

/**
 * @returns null when the file is not in an archive
 * @throws what NativeMembers.place throws
 */
export type StartProgram = (file: string, request: ProgramRequest) => Program | null;

/** Bytes of a first line that Linux reads (BINPRM_BUF_SIZE). */
const SHEBANG_SIZE = 256;

/** What a shell does not look for in PATH: reserved words of POSIX, and what dash, bash, ksh or zsh have built in. */
const SHELL_BUILTINS: ReadonlySet<string> = new Set(
  (
    '! . : [ [[ { } alias bg bind break builtin caller case cd command compgen complete continue declare dirs disown do done echo elif else ' +
    'enable esac eval exec exit export false fc fg fi for function getopts hash help history if in jobs kill let local logout mapfile newgrp ' +
    'popd print printf pushd pwd read readarray readonly return select set shift shopt source suspend test then time times trap true type ' +
    'typeset ulimit umask unalias unset until wait while'
  ).split(' '),
);

export function makeStartProgram({ find, members, modeOf, pathInArchive }: Native): StartProgram {
  // As execvp does it: the first in the order of PATH that may be run. execa's `preferLocal` puts `node_modules/.bin` there.
  const inSearchPath = (file: string, { cwd, searchPath, isInShell }: ProgramRequest): string | null => {
    if (process.platform === 'win32' || file === '' || file.includes('/')) return null;
    if (isInShell && SHELL_BUILTINS.has(file)) return null;
    const candidates = searchPath.split(':').map((folder) => `${folder === '' ? '.' : folder}/${file}`);
    if (candidates.every((candidate) => pathInArchive(candidate, cwd) === null)) return null;
    let denied: string | null = null;
    for (const candidate of candidates) {
      const member = pathInArchive(candidate, cwd);
      if (member === null && isRunnable(path.resolve(cwd, candidate))) return null;
      if (member === null || modeOf(member) === 0) continue;
      if (find(member) !== null && (modeOf(member) & 0o111) !== 0) return member;
      denied ??= member;
    }
    // Where nothing can be run, EACCES for what is there goes before ENOENT.
    return denied;
  };
  /** Identity -> first line, so that a program that is started often is not unpacked each time to look at it. */
  const shebangs = new Map<string, readonly string[] | null>();
  return (file, request) => {
    const { cwd, isDetached, isOtherUser, isInShell } = request;
    const member = pathInArchive(file, cwd) ?? inSearchPath(file, request);
    if (member === null) return null;
    const native = find(member);
    // What the system says of them, it says of these, too.
    if (native === null) return { file: modeOf(member) === 0 ? missingFile() : unrunnableFile(), before: [] };
    if (process.platform !== 'win32' && (modeOf(member) & 0o111) === 0) return { file: unrunnableFile(), before: [] };

    const { identity } = native;
    let shebang = shebangs.get(identity);
    if (shebang === undefined) {
      shebang = parseShebang(members().open(native)(0, SHEBANG_SIZE).toString('latin1'));
      shebangs.set(identity, shebang);
    }
    // Node finds the script in the archive, and from there what lies beside it.
    if (shebang !== null && isForNode(shebang)) {
      const [interpreter = '', ...option] = shebang;
      return { file: interpreter, before: [...option, member], argv0: interpreter };
    }
    const use = { isDetached, isOtherUser, isOpenedLater: isInShell || shebang !== null };
    return { file: members().place(native, use), before: [] };
  };
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

/** Beside the bundle that this is part of: a name that nothing has, and a file that is no program. */
function missingFile(): string {
  return path.join(__dirname, 'no-such-program');
}
function unrunnableFile(): string {
  return path.join(__dirname, 'zipimport.cjs');
}

/**
 * The interpreter of a script and the one option that it may have; null for what is no script.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
export function parseShebang(head: string): readonly string[] | null {
  const [, interpreter, option] = /^#![ \t]*([^\s\0]+)[ \t]*([^\n\0]*)/.exec(head) ?? [];
  if (interpreter === undefined) return null;
  const trimmed = (option ?? '').trimEnd();
  return trimmed === '' ? [interpreter] : [interpreter, trimmed];
}

/** Node itself, or env that looks for it. */
function isForNode([interpreter = '', option = '']: readonly string[]): boolean {
  if (path.posix.basename(interpreter) === 'node') return true;
  return path.posix.basename(interpreter) === 'env' && /^(?:-S\s*)?(?:\w+=\S*\s+)*node(?:\s|$)/.test(option);
}
