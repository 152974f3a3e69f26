interface Options {
  readonly name: string;
  readonly depth: number;
}

type Many = readonly Options[];

export function thrower({ name, depth }: Options): never {
  if (depth > 0) {
    return thrower({ name, depth: depth - 1 });
  }
  throw new Error(`mapped ${name}`);
}
