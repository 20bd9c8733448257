const part = String.raw`(?:^|[\s._\-]+)[(\[]?(?:cd|dvd|disc|disk|part|pt)[\s._\-]?(?:\d{1,2}|[a-d])[)\]]?(?![\p{L}\p{N}])`;

/** The end of a name that is one of several parts of one film: `movie.cd1`, `movie-part2`. */
export const stackPart = new RegExp(`${part}$`, 'iu');
const anywhere = new RegExp(part, 'iu');

/** Whether these files are one film: one file, or parts of one. */
export function areOneFilm(names: Iterable<string>): boolean {
  let first: string | null = null;
  for (const name of names) {
    const whole = name.slice(0, name.lastIndexOf('.')).replace(anywhere, '').toLowerCase();
    if (first !== null && first !== whole) return false;
    first = whole;
  }
  return first !== null;
}
