interface Options {
  readonly depth: number;
}

exports.fail = function fail<T>(value: T, options?: Options): never {
  throw new Error(`failed with ${String(value)}` as string);
};
