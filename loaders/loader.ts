// What turns a member into something Node can run: the interface that every strategy implements, ours and third parties' alike.
import type { Finder, Member } from '../lib/finders/finder.ts';

/** Formats as Node's load hook has them. What an addon is made of, Node reads itself: its source is empty. */
export type Format = 'commonjs' | 'module' | 'json' | 'wasm' | 'addon';

/** One member that somebody wants to run. */
export interface LoadRequest {
  /** Absolute path of the member, through the archive, links resolved. */
  readonly path: string;
  /** The same as a file: URL, with the query and fragment that it was asked for with. */
  readonly url: string;
  readonly finder: Finder;
  readonly member: Member;
  /** Whether an `import` or a `require` asked. */
  readonly kind: 'import' | 'require';
  /** The format that resolution found by extension and package type; undefined when only the source can tell. */
  readonly format?: Format | undefined;
  /** Whether who asks can run a {@link CompiledScript}. */
  readonly takesScripts?: boolean | undefined;
}

/** Formats whose types Node strips before it runs them, where {@link Format} has what is run. The last is known to `require` only. */
export type TypeScriptFormat = 'commonjs-typescript' | 'module-typescript' | 'typescript';

/** A CommonJS module that need not be compiled. */
export interface CompiledScript {
  /** The text of a script that has the module's function as its value. Line 1 of the source is its line 2. */
  readonly text: string;
  /** V8's code cache of that script, lent until the next load. */
  readonly cachedData: Buffer;
  /** Whether the source spells `import(`. */
  readonly hasImport: boolean;
  /** To be told when V8 does not take the code cache. */
  reject(): void;
}

/** What Node is to run. */
export interface LoadResult {
  /** undefined leaves it to Node's own syntax detection, which only `require` has. */
  readonly format: Format | TypeScriptFormat | undefined;
  /** Text, or bytes where the format is binary. Empty where there is a `script`. */
  readonly source: string | Buffer;
  /** Only for who asked for it: {@link LoadRequest.takesScripts}. */
  readonly script?: CompiledScript | undefined;
}

/** What a loader may want to know besides the member. */
export type LoadSituation = Pick<LoadRequest, 'finder' | 'kind' | 'takesScripts'>;

/** One strategy for one kind of member. */
export interface Loader {
  /** Folder and file of the strategy: 'source/javascript'. */
  readonly name: string;
  /** Whether the strategy is meant for this member; asked for every load, so decide by name. */
  accepts(member: Member, situation: LoadSituation): boolean;
  /** true, or the reason why this process cannot use the strategy; the picker then asks the next one. Absent: always. */
  available?(): true | string;
  load(request: LoadRequest): LoadResult;
}
