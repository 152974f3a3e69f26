interface Options {
  readonly depth: number;
}

export function fail<T>(value: T, options?: Options): never {
  throw new Error(`failed with ${String(value)}` as string);
}
