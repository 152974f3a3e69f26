// Policy file -> policy: read, checked, paths made absolute, globs of path entries looked up, defaults filled in.
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { ZipImportError } from '../errors.ts';
import { readFileSync } from '../original-fs.ts';
import { checkPolicy } from './check-policy.ts';
import { parseDuration } from './duration.ts';
import { isGlob } from './globs.ts';
import { DEFAULT_POLICY, type NativeWay, type Policy, type PolicyRule } from './policy.ts';
import type { PolicyFile } from './schema.ts';

/**
 * @param file absolute path
 * @throws ERR_ZIPIMPORT_POLICY_UNREADABLE when there is no such file or it cannot be read
 * @throws ERR_ZIPIMPORT_POLICY_INVALID with every key that is wrong and what it may be
 */
export function readPolicy(file: string): Policy {
  return policyOf(file, checked(file, parsed(file, text(file))));
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ZipImportError(
      'ERR_ZIPIMPORT_POLICY_UNREADABLE',
      `The policy file ${file} (of ZIPIMPORT_POLICY, or beside package.json) cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function parsed(file: string, source: string): unknown {
  try {
    // Editors on Windows put a byte order mark in front.
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw invalid(file, [`It is not JSON: ${(cause as Error).message}`], cause);
  }
}

function checked(file: string, value: unknown): PolicyFile {
  const result = checkPolicy(value);
  if (!Array.isArray(result)) return result as PolicyFile;
  throw invalid(
    file,
    result.map(({ message }: { readonly message: string }) => message),
  );
}

function invalid(file: string, problems: readonly string[], cause?: unknown): ZipImportError {
  return new ZipImportError(
    'ERR_ZIPIMPORT_POLICY_INVALID',
    [`The policy file ${file} is not valid.`, ...problems.map((problem) => `  ${problem}`)].join('\n'),
    { cause },
  );
}

function policyOf(file: string, given: PolicyFile): Policy {
  const folder = path.dirname(file);
  const { extract, compiled } = DEFAULT_POLICY;
  return {
    file,
    native: ways(given.native) ?? DEFAULT_POLICY.native,
    rules: (given.rules ?? []).map(
      (rule): PolicyRule => ({
        package: several(rule.package),
        member: several(rule.member),
        archive: several(rule.archive)?.map((glob) => absoluteGlob(folder, glob)),
        platform: several(rule.platform),
        native: ways(rule.native) ?? [],
      }),
    ),
    extract: {
      directory: given.extract?.directory === undefined ? null : path.resolve(folder, given.extract.directory),
      packages: given.extract?.packages ?? extract.packages,
      members: given.extract?.members ?? extract.members,
      verify: given.extract?.verify ?? extract.verify,
      keep: keep(given.extract?.keep) ?? extract.keep,
    },
    path: pathEntries(folder, given.path ?? []),
    compiled: {
      read: given.compiled?.read ?? compiled.read,
      write: given.compiled?.write ?? compiled.write,
    },
  };
}

function several(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : value;
}

function ways(value: PolicyFile['native']): readonly NativeWay[] | undefined {
  if (value === 'deny') return [];
  return several(value) as readonly NativeWay[] | undefined;
}

function keep(value: boolean | string | undefined): boolean | number | undefined {
  return typeof value === 'string' ? (parseDuration(value) ?? undefined) : value;
}

/** Globs separate with '/', on Windows, too. */
function absoluteGlob(folder: string, glob: string): string {
  return path.isAbsolute(glob) ? glob : `${escaped(folder.replaceAll(path.sep, '/'))}/${glob}`;
}

/** What is special in a glob stands for itself in the name of a folder. */
function escaped(text: string): string {
  return text.replaceAll(/[\\$^*+?()[\]{}!|]/g, '\\$&');
}

/** In the order of the file; what a glob matches, by name. A name without glob characters stays even if nothing is there. */
function pathEntries(folder: string, entries: readonly string[]): readonly string[] {
  const found = entries.flatMap((entry) => {
    if (!isGlob(entry)) return [path.resolve(folder, entry)];
    const options = { cwd: folder, absolute: true, onlyFiles: false, expandDirectories: false };
    return globSync(entry, options)
      .map((match) => path.resolve(match))
      .sort();
  });
  return [...new Set(found)];
}
