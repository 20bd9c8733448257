/** What may be a link or a part of one: no space and no quotation marks, though an apostrophe inside a word. */
const RUN = /(?:[^\s"'<>]|'(?=\w))+/g;
const LINK = /magnet:\?|(?:[a-z][a-z0-9+.-]{0,19})?:\/\/|(?<![\w:/])\/\/[^/?#]+[/?#@]/i;
const QUERY = /\?[^?=]*=/;
const HOST = /^(?:[\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/iu;

/** `apikey=…`, also in the middle of something. */
const ASSIGNED =
  /((?:key|token|pass|passw(?:or)?d|pwd|secret|auth)(?:=|%(?:25)*3D))(?:"(?:[^"\\]|\\.)*"?|\\+"[^"]*"?|[^\s&"'<>]+)/gi;
/** `X-Api-Key: …`, `"token":"…"`, `%{"password" => "…"}`, `{"authorization", "Bearer …"}`. */
const SAID =
  /((?:[\w-]key|api key|(?<![a-z])pass|token|secret|passw(?:or)?d|passphrase|pwd|torrent_pass|authorization|cookie)(?:\\*["']?\s*(?:=>|[:=])|\\*["']\s*,(?=\s*\\*["']))\s*)[[{(]*(?:"(?:[^"\\]|\\.)*"?|\\+"[^"]*"?|'[^']*'?|(?:(?:bearer|basic|digest|token)\s+)?[^\s"'<>]+(?:(?<=;)\s*[\w-]+=[^\s"'<>]*)*)/gi;
const BEARER = /\b(bearer\s+)(?=\S*\d)[^\s"'<>]+/gi;

/** `admin:pw@host`, with a host that is one beyond doubt. */
const USER =
  /(?<![^\s"'(=,])[^\s"'<>:@/(=,]{1,100}:[^\s"'<>@/]{1,200}@(?=(?:[\w-]+\.)+[a-z]{2,}\b|\d+\.\d+\.\d+\.\d+\b|[\w-]+:\d|localhost\b)/gi;
/** `X-Api-Key abc`, `Authorization abc`: a header and its value, of which only the colon is missing. */
const NAMED =
  /\b(x-[\w-]{0,30}(?:key|token|secret)\s+(?:bearer\s+)?|authorization\s+(?:(?:bearer|basic)\s+)?)(?!(?:is|was|are|header|missing|required|not|and|or|in|for|of|has|with|did|failed|field)\b)[^\s"'<>…]+/gi;
/** `api key abc123`: a word with a digit in it after one of these. */
const KEY = /\b((?:api[ _-]?key|passkey|token|password|passphrase)\s+)(?=[^\s"'<>]*\d)[^\s"'<>]{6,}/gi;
/** An address without anything that may be secret: no user, no path, no query. */
const ORIGIN = /^\(?[a-z][a-z0-9+.-]{0,19}:\/\/(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d+)?\/?[),.;:]*$/i;

/** `origins: 'keep'` leaves an address that holds nothing else as it is, where one wants to read which it was. */
type Options = { origins?: 'keep' | 'mark' };

/** A name for the log, which cannot forget: links in it lose all but their host, since they carry keys anywhere. */
export const withoutLinks = (text: string, { origins = 'mark' }: Options = {}): string =>
  text
    .replace(RUN, (run) => (origins === 'keep' && ORIGIN.test(run) ? run : shownRun(run)))
    .replace(USER, '…@')
    .replace(ASSIGNED, '$1…');

/** A message for the log: without links, and without what it says of keys and passwords in other ways. */
export const withoutSecrets = (text: string, options?: Options): string =>
  withoutLinks(text, options).replace(SAID, '$1…').replace(BEARER, '$1…').replace(NAMED, '$1…').replace(KEY, '$1…');

function shownRun(run: string): string {
  const plain = unescaped(run);
  const [link, query] = [plain.search(LINK), plain.search(QUERY)];
  if (link === -1 && query === -1) return run;
  const start = link === -1 || (query !== -1 && query < link) ? 0 : link;
  const before = plain.slice(0, start);
  return `${/[/?@]/.test(before) ? '…' : before}${shownLink(plain.slice(start))}`;
}

/** What `%3A`, `\/` and `\u002f` stand for, however often they were escaped. */
const unescaped = (text: string): string =>
  text.replace(/%(?:25)*([0-7][0-9a-f])|\\{1,8}u00([0-7][0-9a-f])|\\{1,8}(?=\/)/gi, (_, hex?: string, code?: string) =>
    hex || code ? String.fromCharCode(parseInt((hex ?? code)!, 16)) : '',
  );

/** A link that begins with `magnet:`, with a scheme, with two slashes, or with its host. */
function shownLink(link: string): string {
  if (/^magnet:/i.test(link)) return `${link.slice(0, 7)}…`;
  const [, head = '', authority = '', rest = ''] = /^([^/?#]*\/\/)?([^/?#]*)(.*)$/s.exec(link) ?? [];
  const host = authority.split('@').at(-1)!.replace(/[),.;:]+$/, ''); // prettier-ignore
  // An @ after the host may belong to a password with a slash in it, of which the host is the beginning.
  const isHost = HOST.test(host) && (authority.includes('@') || !rest.includes('@')) && (head || /[.:]/.test(host));
  return isHost ? `${head}${host}/…` : `${head}…`;
}
