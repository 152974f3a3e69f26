// Compares what a package gave from an archive with what it gave from the directory, in words a person can act on.

const SHOWN = 4;

function listDifference(field, actual, expected) {
  const missing = expected.filter((item) => !actual.includes(item));
  const extra = actual.filter((item) => !expected.includes(item));
  if (missing.length + extra.length === 0) {
    return actual.join() === expected.join() ? [] : [`${field}: the same items in another order`];
  }
  const show = (sign, items) => items.slice(0, SHOWN).map((item) => `${sign} ${item}`);
  const more = Math.max(0, missing.length - SHOWN) + Math.max(0, extra.length - SHOWN);
  return [
    `${field}: ${[...show('-', missing), ...show('+', extra)].join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  ];
}

/** The differences between two records of one package, one line each; none when they agree. `-` is the directory's, `+` the archive's. */
export function differences(actual, expected) {
  if (actual.ended !== undefined || expected.ended !== undefined) {
    if (actual.ended !== undefined && expected.ended !== undefined) return [];
    return [`process: - ${expected.ended ?? 'goes on'}; + ${actual.ended ?? 'goes on'}`];
  }
  const lines = [];
  for (const field of ['resolved', 'manifest']) {
    if (actual[field] !== expected[field]) lines.push(`${field}: - ${expected[field]}; + ${actual[field]}`);
  }
  lines.push(...listDifference('exports', actual.exported, expected.exported));
  lines.push(...listDifference('loaded', actual.loaded, expected.loaded));
  return lines;
}

/** The documented reason for a miss, or undefined. `node` in the list is a major version or `*`; `layout` may be left out. */
export function knownReason(list, miss) {
  const known = list.find(
    (item) =>
      item.package === miss.package &&
      item.kind === miss.kind &&
      (item.node === '*' || item.node === miss.major) &&
      (item.layout === undefined || item.layout === miss.layout),
  );
  return known?.reason;
}
