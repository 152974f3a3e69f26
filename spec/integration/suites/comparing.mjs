// Compares what a suite or program said from the archive with what it said from the directory, in lines a person can act on.

const SHOWN = 12;

/** Multiset difference: the lines of `one` that `other` does not have. */
function only(one, other) {
  const left = new Map();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return one.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function linesDiffer(actual, expected, isOrdered) {
  const missing = only(expected, actual).map((line) => `- ${line}`);
  const extra = only(actual, expected).map((line) => `+ ${line}`);
  if (missing.length + extra.length === 0) {
    return isOrdered && actual.join('\n') !== expected.join('\n') ? ['the same lines in another order'] : [];
  }
  const shown = [...missing.slice(0, SHOWN), ...extra.slice(0, SHOWN)];
  const more = missing.length + extra.length - shown.length;
  return more === 0 ? shown : [...shown, `and ${more} more`];
}

/** Tests that wait for something may finish in another order in the same place, too: then they have other numbers. */
function withoutNumbers(lines) {
  return lines.map((line) => line.replace(/^(\s*(?:not )?ok) \d+/, '$1'));
}

/** The differences between two runs of one task, one line each; none when they agree. `-` is the directory's, `+` the archive's. */
export function differences(task, actual, expected) {
  const lines = [];
  for (const field of ['ended', 'passes', 'failures']) {
    if (actual[field] !== expected[field]) lines.push(`${field}: - ${expected[field]}; + ${actual[field]}`);
  }
  const isSuite = task.runner !== undefined;
  const [one, other] = [actual, expected].map((outcome) => (isSuite ? withoutNumbers(outcome.lines) : outcome.lines));
  lines.push(...linesDiffer(one, other, !isSuite && task.isParallel !== true));
  if (lines.length > 0)
    lines.push(
      ...only(actual.stderr, expected.stderr)
        .slice(0, SHOWN)
        .map((line) => `stderr: ${line}`),
    );
  const { atLeast } = task;
  if (atLeast !== undefined && expected.passes < atLeast)
    lines.push(`${expected.passes} tests passed, at least ${atLeast} should`);
  if (atLeast === undefined && (expected.ended !== '') !== (task.fails ?? false))
    lines.push(`ended with ${expected.ended}`, ...expected.stderr.slice(0, SHOWN));
  return lines;
}
