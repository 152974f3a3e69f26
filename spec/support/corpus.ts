// The corpus of archives in spec/fixtures/zips: its place and its manifest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FIXTURES: string = join(import.meta.dirname, '../fixtures/zips');

/** One entry of the manifest; the fields are explained in SOURCES.md beside it. */
export interface Fixture {
  readonly file: string;
  readonly encoding?: string;
  readonly class: 'valid' | 'valid-odd' | 'corrupt' | 'hostile' | 'unsupported';
  readonly open: 'ok' | 'reject';
  readonly alt?: readonly string[];
  readonly members: Readonly<Record<string, string>>;
  readonly member_alt?: Readonly<Record<string, readonly string[]>>;
  readonly key_alt?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, { readonly target: string; readonly raw_sha256: string }>>;
  readonly via?: Readonly<Record<string, string>>;
  readonly count?: number;
}

export function readManifest(): readonly Fixture[] {
  return JSON.parse(readFileSync(join(FIXTURES, 'manifest.json'), 'utf8')) as readonly Fixture[];
}
