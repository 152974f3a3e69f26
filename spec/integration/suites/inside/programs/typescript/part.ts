export function pick<T>(list: readonly T[]): T | undefined {
  return list.at(-1);
}
