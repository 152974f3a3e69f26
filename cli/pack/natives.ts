// Knows native files by their content.
import { closeSync, openSync } from 'node:fs';
import {
  type Binary,
  bufferReader,
  descriptorReader,
  platformName,
  readBinary,
} from '../../loaders/native/platform.ts';
import { unreadable } from './collect.ts';

const PROGRAM_BITS = 0o111;

/** What platforms the file at `path` is for; nothing known where it is no binary. @throws ERR_ZIPIMPORT_PACK_UNREADABLE */
export function binaryAt(path: string): Binary {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  try {
    return readBinary(descriptorReader(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * What a native file is, for people: 'addon for linux-x64-glibc'; null when it is none.
 * @param mode with the permissions
 * @param head the first bytes of the content, so that only binaries are opened again
 */
export function nativeOf(name: string, mode: number, head: Buffer, path: string): string | null {
  const isAddon = name.endsWith('.node');
  if (!isAddon && !isBinary(head)) return null;
  const binary = binaryAt(path);
  const suffix = binary.archs.length === 0 ? '' : ` for ${platformName(binary)}`;
  if (isAddon) return `addon${suffix}`;
  if (/\.(?:so(?:\.[\d.]+)?|dylib|dll)$/.test(name)) return `library${suffix}`;
  return (mode & PROGRAM_BITS) !== 0 || name.endsWith('.exe') ? `program${suffix}` : null;
}

function isBinary(head: Buffer): boolean {
  if (head.length < 64) return false;
  const { os, archs } = readBinary(bufferReader(head));
  return os !== null || archs.length > 0;
}
