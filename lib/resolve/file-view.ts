// What resolution needs to know of the disk and the archives, seen as one tree.
import type { posix } from 'node:path';
import type { Found } from '../finders/finder.ts';

/** `path.posix` or `path.win32`: how paths are spelled. Passed in, so that either can be had on any platform. */
export type PathFlavour = typeof posix;

/** A file in an archive. */
export interface ViewedFile {
  /** With all links resolved. */
  readonly path: string;
  readonly found: Found;
}

/**
 * The disk and all archives as one tree. Paths are absolute, in the platform's spelling. Links are followed.
 * An archive's own path answers 'directory' here, because below it there are members.
 */
export interface FileView {
  /** What is there, or null when nothing is. */
  kind(path: string): 'file' | 'directory' | null;
  /** Text of a small file (package.json), or null when there is no such file. */
  readText(path: string): string | null;
  /** The fields of a package.json, where they are known without reading it. Absent: they never are. */
  packageFields?(path: string): Readonly<Record<string, unknown>> | undefined;
  /** The path with all links resolved; asked only for files that {@link kind} found. */
  realpath(path: string): string;
  /** Both at once, for a file in an archive; null where there is none. */
  file?(path: string): ViewedFile | null;
}
