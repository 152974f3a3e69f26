// Values that are made when they are first asked for.

/** A value made when it is first asked for. */
export interface Lazy<Value> {
  (): Value;
  /** The value if it is made. */
  peek(): Value | undefined;
}

export function lazy<Value>(make: () => Value): Lazy<Value> {
  let made: { readonly value: Value } | undefined;
  const get = (): Value => {
    made ??= { value: make() };
    return made.value;
  };
  return Object.assign(get, { peek: () => made?.value });
}
