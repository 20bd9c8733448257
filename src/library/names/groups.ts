const leading = /^(?:\s*(?:\[(?!(?:18|19|20)\d\d\])[^\]]*\]|【[^】]*】)(?!\p{N})[\s._\-]*)+/u;
const onlyYear = /^[(]?(?:18|19|20)\d\d(?!.*(?<!\d)(?:18|19|20)\d\d(?!\d))/u;

/** `[Group] Show` → `Show`; a name that has nothing but a year left, or goes on at once with a number, is itself in brackets ("[REC]²"). */
export function withoutGroup(text: string): string {
  const rest = text.replace(leading, '');
  return /\p{L}/u.test(rest) && !onlyYear.test(rest) ? rest : text;
}
