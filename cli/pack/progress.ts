// The progress bar: on a terminal, and nothing elsewhere.
import { Presets, SingleBar } from 'cli-progress';
import type { PackProgress } from './options.ts';

export interface Progress {
  readonly update: (progress: PackProgress) => void;
  stop(): void;
}

/** @returns undefined when `stream` is no terminal */
export function showProgress(stream: NodeJS.WriteStream): Progress | undefined {
  if (!stream.isTTY) return undefined;
  const format = 'packing {bar} {percentage}% | {members}/{all} members | {eta_formatted} left';
  const bar = new SingleBar(
    { stream, format, hideCursor: true, clearOnComplete: true, etaBuffer: 200 },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update({ members, totalMembers, bytes, totalBytes }): void {
      const shown = { members, all: totalMembers };
      if (isStarted) bar.update(bytes, shown);
      else bar.start(Math.max(totalBytes, 1), bytes, shown);
      isStarted = true;
    },
    stop(): void {
      if (isStarted) bar.stop();
    },
  };
}
