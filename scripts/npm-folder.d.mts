// Types of npm-folder.mjs for the specs that use it.

export function digest(...contents: readonly (string | Uint8Array)[]): string;
export function npm(args: readonly string[], folder: string): string;
export function installLocked(source: string, target: string, options?: readonly string[]): string;
