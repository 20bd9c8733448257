/** Top-level domains under which release sites live. Those that are words of titles, too, count only behind a single name. */
const domains =
  '(?:com?|org|net)\\.(?:uk|br|nz|in|za|ar|mx|pl|tr|ua)|com|net|org|info|biz|tv|cc|co|io|eu|ru|su|ws|se|nl|de|fr|es|pl|cz|pt|br|uk|ch|ag|la|li|lt|lv|lat|mx|nu|nz|ph|pm|pw|re|rip|sc|sh|si|sk|st|sx|tf|tk|tel|uno|vc|vg|vip|wf|wiki|wtf|xyz|zone|onl|online|pro|phd|host|space|site|store|tech|torrent|lol|icu|rocks|band|buzz|cool|cx|dev|digital|fi|foo|gg|gs|how|ink|ist|kim|ml|ms|ninja|pics|sbs|tc|to|me|in|is|it|am|at|be|cam|club|fun|life|link|live|movie|one|red|show|stream|team|top|tube|us|video|watch|website|win|work|world';
const name = '[\\p{L}\\p{N}][\\p{L}\\p{N}\\-]*';
const listed = `(?:${name}\\.){1,3}(?:${domains})`;
const www = `(?:https?[:_\\/]+)?(?:www\\d?\\.(?:${name}\\.){1,3}?|www\\s(?:${name}\\s){1,2}?(?=(?:com|net|org|info)\\s))`;
const dash = '(?:[\\s._]+[\\-–—|~:»]+[\\s._]+|\\s*@|_[\\s_\\-]*)';

/** `[ www.site.com ]`, `【site】`, `(site.to)`, `{@channel}`, wherever they stand. */
const bracketed = new RegExp(
  `[\\-=~]*(?:[\\[({<]\\s*(?:(?:https?:\\/\\/)?${listed}|${www}\\p{L}{2,}|@[\\p{L}\\p{N}_.]+)\\s*[\\])}>]|【(?:${listed}|${www}\\p{L}{2,}|@[^】]*)】)[\\-=~]*`,
  'giu',
);
/** `www.site.com - `, `www.Site.org.`; behind a dash under any domain. */
const leadingWww = new RegExp(
  `^[\\s._=~•|\\-]*${www}(?:\\p{L}{2,}${dash}|(?:${domains})(?![\\p{L}\\p{N}]|\\.(?:com|net|org|to)(?!\\p{L}))[\\s._=~•|\\-]*)`,
  'iu',
);
/** `site.org - `, `site.com_`, `site.com@`, `@channel `: where something that is no marker follows, for "Life.com - S01E01" is a show. */
const leading = new RegExp(
  `^(?:${name}\\.(?:${name}\\.)?(?:${domains})${dash}|@[\\p{L}\\p{N}.]+[\\s\\-]+)(?!(?:s\\d|\\d{1,2}x\\d|season|episode|[(\\[]?(?:19|20)\\d\\d(?!.*(?:19|20)\\d\\d))|[\\s._\\-]*$)`,
  'iu',
);
const behindTitle = new RegExp(`[\\s._\\-]+${www}(?:\\p{L}{2,}$|(?:${domains})(?![\\p{L}\\p{N}]))`, 'iu');
const worthALook = new RegExp(`www|[@]|\\.(?:${domains})(?![\\p{L}\\p{N}])`, 'iu');

/** A release's name without the site that has put its own name into it. */
export function withoutSite(text: string): string {
  if (!worthALook.test(text)) return text;
  return text
    .replace(bracketed, ' ')
    .trimStart()
    .replace(/^[\-–—_.:|]+\s*/u, '')
    .replace(leadingWww, '')
    .replace(leading, '')
    .replace(behindTitle, '');
}
