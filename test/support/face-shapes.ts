/** Where each value of an answer is, and what kind it is: `$.records[].size: number`. Lists count by what they hold. */
export function shapesOf(value: unknown, at = '$'): string[] {
  if (Array.isArray(value)) return [`${at}: list`, ...value.flatMap((item) => shapesOf(item, `${at}[]`))];
  if (value === null || typeof value !== 'object') return [`${at}: ${value === null ? 'null' : typeof value}`];
  return [`${at}: object`, ...Object.entries(value).flatMap(([key, each]) => shapesOf(each, `${at}.${key}`))];
}

/** What an answer has that none of the recorded ones has: a key, another kind of value, or null. */
export function unrecordedShapes(recorded: readonly unknown[], played: unknown): string[] {
  const known = new Set(recorded.flatMap((body) => shapesOf(body)));
  return [...new Set(shapesOf(played))].filter((shape) => !known.has(shape));
}
