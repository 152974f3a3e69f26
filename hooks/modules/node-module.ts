// The part of Node's `module` that is patchable by long custom and by no documentation, with types.
import nodeModule from 'node:module';

/** A CommonJS module as Node makes it. */
export interface CommonJSModule {
  id: string;
  path: string;
  exports: unknown;
  filename: string | null;
  loaded: boolean;
  children: CommonJSModule[];
  paths: string[];
  readonly parent: CommonJSModule | null | undefined;
  require(id: string): unknown;
  load(filename: string): void;
  _compile(source: string, filename: string, format?: string): unknown;
}

export type ExtensionHandler = (module: CommonJSModule, filename: string) => void;

/** The second argument of `require.resolve`. */
export interface ResolveFilenameOptions {
  readonly paths?: readonly string[] | undefined;
  readonly conditions?: ReadonlySet<string> | undefined;
}

/** The fourth parameter of Module._load, which Node's own loaders use (22 and newer). */
export interface LoadOptions {
  readonly shouldSkipModuleHooks?: boolean;
}

export interface ModuleConstructor {
  new (id: string, parent?: CommonJSModule): CommonJSModule;
  readonly prototype: CommonJSModule;
  _load(request: string, parent: CommonJSModule | null | undefined, isMain?: boolean, options?: LoadOptions): unknown;
  _resolveFilename(
    request: string,
    parent: CommonJSModule | null | undefined,
    isMain?: boolean,
    options?: ResolveFilenameOptions,
  ): string;
  _nodeModulePaths(from: string): string[];
  wrap(source: string): string;
  _initPaths(): void;
  _extensions: Record<string, ExtensionHandler>;
  _cache: Record<string, CommonJSModule | undefined>;
  readonly globalPaths: string[];
  isBuiltin(specifier: string): boolean;
  registerHooks?: typeof nodeModule.registerHooks;
  register: typeof nodeModule.register;
  syncBuiltinESMExports(): void;
}

export const Module: ModuleConstructor = nodeModule as unknown as ModuleConstructor;
