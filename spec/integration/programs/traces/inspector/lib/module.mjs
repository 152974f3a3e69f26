export function join(left, right) {
  const text = `${left}-${right}`;
  return text;
}
