// `process.binding`: the door to Node's native functions that Node 20 to 26 all have.

/** The binding of that name, or undefined where Node.js has closed the door. */
export function nodeBinding<T extends object>(name: string): T | undefined {
  const { noDeprecation } = process;
  // DEP0111 is about users' code and shows only with --pending-deprecation. With --no-deprecation the property is read-only.
  if (noDeprecation !== true) process.noDeprecation = true;
  try {
    return (process as unknown as { binding(name: string): T | undefined }).binding(name);
  } catch {
    return undefined;
  } finally {
    if (noDeprecation === undefined) delete (process as { noDeprecation?: boolean }).noDeprecation;
    else if (noDeprecation !== true) process.noDeprecation = noDeprecation;
  }
}
