/** What a season and an episode are called on release pages, in the languages that they are common in. */
export const seasonWord =
  'seasons?|saisons?|staffeln?|temporadas?|stagion[ei]|sezon(?:y|u)?|seizoen(?:en)?|s[äa]song(?:er)?|s[æa]son(?:er)?|sesong(?:er)?|kausi|сезон(?:ы|а)?';
export const manySeasons =
  /^(?:seasons|saisons|staffeln|temporadas|stagioni|sezony|seizoenen|s[äa]songer|s[æa]soner|sesonger|сезоны)$/iu;
export const episodeWord =
  'episodes?|épisodes?|eps?|folgen?|cap[ií]tulos?|cap|epis[oó]dios?|episodio?s?|episodi|aflevering(?:en)?|afl|avsnitt|afsnit|puntat[ae]|epis|odcin(?:ek|ki)|odc|b[öo]l[üu]m|jakso|seri[iya]+|сери[яий]|эпизод(?:ы)?|episoden?';
const manyEpisodes =
  'episodes|épisodes|eps|folgen|cap[ií]tulos|epis[oó]dios|episodios|episodi|afleveringen|odcinki|серии|эпизоды|episoden';
export const isManyEpisodes = new RegExp(`(?:${manyEpisodes})[\\s._:#№]*\\d+$`, 'iu');
/** `2. Staffel 3. Folge`, `2 сезон 3 серия`: the number that follows is another's. */
const number = '\\d(?:st|nd|rd|th|[.ªº°a]|-?й)?[\\s._]*';
export const notNumberedBefore = `(?<!${number})`;
export const numberedBefore = new RegExp(`${number}$`, 'iu');
