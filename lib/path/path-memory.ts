// What is remembered of paths in archives, for as long as they mean what they meant.
import type { PathFinder } from './path-finder.ts';

/** A map by path that is empty again after an archive came or went. Only for what archives decide: what the disk says may change at any time. */
export class PathMemory<Value> {
  readonly #paths: Pick<PathFinder, 'generation'>;
  readonly #values = new Map<string, Value>();
  #generation: number;

  constructor(paths: Pick<PathFinder, 'generation'>) {
    this.#paths = paths;
    this.#generation = paths.generation;
  }

  get(path: string): Value | undefined {
    const { generation } = this.#paths;
    if (generation !== this.#generation) {
      this.#generation = generation;
      this.#values.clear();
    }
    return this.#values.get(path);
  }

  /** Call it with what was found since {@link get} was asked for the same path. */
  set(path: string, value: Value): void {
    this.#values.set(path, value);
  }
}
