// The Node binaries that specs compare with: those of ZIPIMPORT_NODES ("20=/path/node,22=/path/node"), or just this one.
import { execFileSync } from 'node:child_process';

export interface NodeBinary {
  readonly major: number;
  /** As in `process.versions.node`. */
  readonly version: string;
  readonly path: string;
}

function nodeBinary(major: number, path: string): NodeBinary {
  if (path === process.execPath) return { major, version: process.versions.node, path };
  const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  return { major, version, path };
}

/** The binaries, oldest first; never empty. @throws Error when ZIPIMPORT_NODES is not of the form above, or names no Node */
export function nodeBinaries(setting: string | undefined = process.env.ZIPIMPORT_NODES): readonly NodeBinary[] {
  if (setting === undefined || setting === '') {
    return [nodeBinary(Number.parseInt(process.versions.node, 10), process.execPath)];
  }
  const binaries = setting.split(',').map((item) => {
    const equals = item.indexOf('=');
    const major = Number.parseInt(item.slice(0, equals), 10);
    if (equals < 1 || Number.isNaN(major)) throw new Error(`ZIPIMPORT_NODES: "${item}" is not <major>=<path>`);
    return nodeBinary(major, item.slice(equals + 1));
  });
  return binaries.sort((a, b) => a.major - b.major);
}
