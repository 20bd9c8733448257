/** What may be said about an edition in front of the year, where it may also be the end of the title. */
const kinds = String.raw`extended|theatrical|director'?s|collector'?s|ultimate|special|unrated|uncut|final|anniversary|imax|fan|remastered|restored|alternate|international|definitive|deluxe|rogue|criterion`;
const sep = String.raw`[\s._\-]+`;
const edition = String.raw`(?:(?:the${sep})?(?:\d{1,3}(?:st|nd|rd|th)?${sep})?(?:(?:extended|ultimate|unrated)${sep})?(?:${kinds})${sep}(?:cut|edition|version)|\d{1,3}(?:st|nd|rd|th)?${sep}anniversary|extended|unrated|uncensored|remastered|remaster|restored|despecialized|theatrical|imax|repack|rerip|readnfo|read${sep}nfo|truefrench|vostfr|subfrench|vff|open${sep}matte|multi)`;
/** Words that titles have, and release groups put in capitals for something else. */
const inCapitals = String.raw`uncut|internal|limited|proper|real${sep}proper|festival|complete|hybrid|criterion|subbed|dubbed|multi|dual|recut`;
/** In capitals they may mean the copy, or nothing. */
const languages = String.raw`arabic|brazilian|bulgarian|cantonese|castellano|chinese|czech|danish|dutch|english|finnish|flemish|french|german|greek|hebrew|hindi|hungarian|icelandic|italian|ita|japanese|korean|latino|lithuanian|malayalam|mandarin|nordic|norwegian|persian|polish|portuguese|romanian|russian|spanish|swedish|tamil|telugu|thai|turkish|ukrainian|vietnamese|cam|ts|tc|hdrip|dvd|web|hdr|dc|dl|nfo|scr`;

const joined = String.raw`(?<!(?:^|[\s._\-])(?:and|or|of|in|the|an?|&)[\s._\-]+)`;
/** Behind at least one word that is no article, and not where "and" makes it part of the title. */
const ending = (words: string): RegExp =>
  new RegExp(String.raw`(?<=[\p{L}\p{N}])(?<!^(?:the|an?))[\s._\-]+${joined}(?<tag>${words})$`, 'iu');
const editionEnd = ending(edition);
const capitalsEnd = ending(`${edition}|${inCapitals}`);
const doubtfulEnd = ending(languages);
const inBrackets = new RegExp(
  String.raw`[\s._\-]*(?:\{edition[\s\-][^}]*\}|[(\[{](?:${edition}|${inCapitals})[)\]}])`,
  'giu',
);

/** A scene's capitals, which may have a small "i" in them: "EXTENDED", "iNTERNAL". */
const isInCapitals = (tag: string): boolean => /\p{Lu}/u.test(tag) && !/\p{Ll}/u.test(tag.replaceAll('i', ''));

/**
 * What stands before a year, apart from the edition that may be named at its end.
 * @returns the title, and where it may end earlier, or may not, the shorter one as well: null where it is not known which words they are
 */
export function withoutEdition(text: string): { title: string; perhaps?: string | null } {
  const title = text.replace(inBrackets, '');
  const rest = (match: RegExpExecArray) => title.slice(0, match.index);
  const named = capitalsEnd.exec(title);
  // Only where the rest is not all in capitals do capitals tell anything.
  if (named && isInCapitals(named.groups?.['tag'] ?? '') && /\p{Ll}/u.test(rest(named)))
    return withoutEdition(rest(named));
  const maybe = editionEnd.exec(title);
  if (maybe) return { title, perhaps: rest(maybe) };
  const doubtful = doubtfulEnd.exec(title);
  if (doubtful && isInCapitals(doubtful.groups?.['tag'] ?? '') && /\p{Ll}/u.test(rest(doubtful)))
    return { title, perhaps: null };
  return { title };
}
