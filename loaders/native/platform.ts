// For which platform a binary is built, and which one this process is.
import { closeSync, openSync, readSync } from '../../lib/original-fs.ts';
import { type ElfFile, type ReadBytes, readElf } from './elf.ts';

/** An operating system, processor and C library, in Node's words. */
export interface Platform {
  /** As process.platform; null where the binary does not say. */
  readonly os: string | null;
  /** As process.arch; a number of its container's where Node has no word. Empty: not known. Apple's binaries may be for several. */
  readonly archs: readonly string[];
  readonly libc: 'glibc' | 'musl' | null;
}

/** What a binary says about itself. */
export interface Binary extends Platform {
  readonly elf: ElfFile | null;
}

/** e_machine -> process.arch. @see https://www.sco.com/developers/gabi/latest/ch4.eheader.html */
const ELF_MACHINES: Readonly<Record<number, string>> = {
  3: 'ia32',
  8: 'mips',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};
/** cputype of <mach/machine.h>. */
const MACH_CPUS: Readonly<Record<number, string>> = { 7: 'ia32', 12: 'arm', 16777223: 'x64', 16777228: 'arm64' };
/** IMAGE_FILE_MACHINE_*. @see https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types */
const PE_MACHINES: Readonly<Record<number, string>> = { 332: 'ia32', 452: 'arm', 34404: 'x64', 43620: 'arm64' };

const UNKNOWN: Binary = { os: null, archs: [], libc: null, elf: null };

/** What the binary says; without any field where it is none of the containers that systems load. */
export function readBinary(read: ReadBytes): Binary {
  const elf = readElf(read);
  if (elf !== null) {
    const name = elf.is64 || elf.machine !== 62 ? ELF_MACHINES[elf.machine] : 'x32';
    return {
      os: elf.osABI === 9 ? 'freebsd' : elf.osABI === 0 || elf.osABI === 3 ? 'linux' : null,
      archs: [name ?? `ELF machine ${elf.machine}`],
      libc: libcOf(elf),
      elf,
    };
  }
  const head = read(0, 4096);
  if (head.length < 32) return UNKNOWN;
  const magic = head.readUInt32BE(0);
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) {
    return { ...UNKNOWN, os: 'darwin', archs: [machArch(head.readUInt32LE(4))] };
  }
  // Java classes begin with the same word; there the count would be a version of 45 and more.
  if (magic === 0xcafebabe && head.readUInt32BE(4) < 30) {
    const archs: string[] = [];
    const end = Math.min(8 + 20 * head.readUInt32BE(4), head.length);
    for (let at = 8; at + 4 <= end; at += 20) archs.push(machArch(head.readUInt32BE(at)));
    return { ...UNKNOWN, os: 'darwin', archs };
  }
  if (head.toString('latin1', 0, 2) !== 'MZ' || head.length < 64) return UNKNOWN;
  const at = head.readUInt32LE(60);
  if (at + 6 > head.length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return UNKNOWN;
  const machine = head.readUInt16LE(at + 4);
  return { ...UNKNOWN, os: 'win32', archs: [PE_MACHINES[machine] ?? `PE machine ${machine}`] };
}

function machArch(type: number): string {
  return MACH_CPUS[type] ?? `Mach-O cpu ${type}`;
}

// Alpine names its libc 'libc.musl-<arch>.so.1'; musl's own tools, and Android's, leave plain 'libc.so'.
function libcOf({ needed, interpreter }: ElfFile): 'glibc' | 'musl' | null {
  if (needed.some((name) => name.startsWith('libc.musl-') || name === 'libc.so')) return 'musl';
  if (interpreter?.includes('/ld-musl-') === true) return 'musl';
  if (needed.includes('libc.so.6') || interpreter?.includes('/ld-linux') === true) return 'glibc';
  return null;
}

let host: Platform | undefined;

/** This process. The C library is read from the Node binary itself; process.report would take milliseconds. */
export function hostPlatform(): Platform {
  host ??= {
    os: process.platform,
    archs: [process.arch],
    libc: process.platform === 'linux' ? libcOfFile(process.execPath) : null,
  };
  return host;
}

function libcOfFile(path: string): 'glibc' | 'musl' | null {
  let fd: number | undefined;
  try {
    const opened = openSync(path, 'r');
    fd = opened;
    return readBinary(descriptorReader(opened)).libc;
  } catch {
    return null;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Reads from an open file. */
export function descriptorReader(fd: number): ReadBytes {
  return (offset, length) => {
    const bytes = Buffer.alloc(length);
    let done = 0;
    while (done < length) {
      const count = readSync(fd, bytes, done, length - done, offset + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  };
}

/** Reads from memory. */
export function bufferReader(bytes: Buffer): ReadBytes {
  return (offset, length) => bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length));
}

/** 'linux-x64-glibc', 'darwin-x64+arm64': as prebuilt packages name platforms. */
export function platformName({ os, archs, libc }: Platform): string {
  return [os ?? 'unknown', archs.join('+'), libc].filter((part) => part !== null && part !== '').join('-');
}

/**
 * Whether the system's loader would refuse the binary, or worse, for reasons that can be known without asking it.
 * musl is not said to refuse binaries for glibc: it answers to the name libc.so.6, and some of them work there.
 */
export function isForeign(binary: Platform, own: Platform = hostPlatform()): boolean {
  const isOtherOS = binary.os !== null && own.os !== null && binary.os !== own.os;
  if (isOtherOS && (binary.os !== 'linux' || own.os === 'darwin' || own.os === 'win32')) return true;
  if (binary.archs.length > 0 && !binary.archs.some((arch) => own.archs.includes(arch))) return true;
  return binary.libc === 'musl' && own.libc === 'glibc';
}
