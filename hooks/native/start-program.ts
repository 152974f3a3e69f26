// What the operating system is to start for the path of a member.
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

export function makeStartProgram({ find, members, modeOf, pathInArchive }: Native): StartProgram {
  /** Identity -> first line, so that a program that is started often is not unpacked each time to look at it. */
  const shebangs = new Map<string, readonly string[] | null>();
  return (file, { cwd, isDetached, isOtherUser, isInShell }) => {
    const member = pathInArchive(file, cwd);
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
