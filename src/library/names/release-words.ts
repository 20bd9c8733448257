import { parseResolution, parseVideoCodec } from '@ctrl/video-filename-parser';

/** Words about the copy that no title has; "Web", "Cam", "TS" or "3D" are not among them, for films are called so. */
const copyWords =
  /(?<![\p{L}\p{N}])(?:\d{3,4}[pi]|[248]k(?=[\s._\-]+(?:uhd|hdr|web|blu))|uhd|blu-?ray|b[dr]-?(?:rip|remux|mux)|remux|web-?(?:dl|rip|hd|mux)|hd-?(?:rip|dvd)|[hpds]d?tv(?:-?rip)?|hdcam|hdts|dvd-?(?:rip|scr|r|5|9|mux)|tele(?:sync|cine)|screener|vhs-?rip|sat-?rip|x26[456]|h[\s._]?26[456]|hevc|avc|av1|xvid|divx|mpeg-?2|vc-?1|8bit|10bit|12bit|hdr10\+?|dolby[\s._]vision|aac(?:\d[\s._]\d)?|e?-?ac-?3|dts(?:-?(?:hd|x|es))?|truehd|atmos|flac|opus|lpcm|dd[p+]?[\s._]?\d[\s._]\d)(?![\p{L}\p{N}])/iu;

/** Where the words about the copy begin; the length of the name where it has none. The parser knows more codecs than are listed here. */
export function copyWordsStart(name: string): number {
  const own = name.search(copyWords);
  if (own > 0) return own;
  const known = [parseResolution(name).source, parseVideoCodec(name).source].map((found) =>
    found ? name.indexOf(found) : -1,
  );
  return Math.min(name.length, ...known.filter((start) => start > 0));
}

const sep = '[\\s._\\-]*';
const extraWords = `extras?|bonus|featurettes?|trailers?|teasers?|samples?|deleted${sep}scenes?|behind${sep}the${sep}scenes?|making${sep}of|interviews?|bloopers?|outtakes?|gag${sep}reels?|supplements?|special${sep}features?|dvd${sep}extras?|sub${sep}packs?|subs${sep}only|subtitles${sep}only|soundtrack|ost|score|screenplay|fan${sep}trailer`;
/** What is named so beside the thing itself ("+ Extras") comes with it; alone, it is there instead. */
const insteadOfIt = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<!(?:[+&,]|with|and|plus|incl|including|includes|w\\/)[\\s._\\-(]*(?:\\p{L}+[\\s._]+)?)(?:${extraWords})(?![\\p{L}\\p{N}])`,
  'iu',
);

/** Whether what follows a title says that this is a trailer, a sample, the extras, the subtitles or the music alone. */
export const isOnlyExtras = (rest: string): boolean => insteadOfIt.test(rest);

const several =
  /(?<=[\p{L}\p{N}][^\p{L}\p{N}]+)(?:(?:du|di|tri|tetra|quadri|penta|hexa|hepta|octo|antho)log(?:y|ies|ie|ia)|quadrilogy|collections?|saga|box[\s._\-]?sets?|double[\s._\-]feature|(?:movie|film)s?[\s._\-](?:pack|series|collection)|filmography|\d+[\s._\-](?:movies|films)|complete[\s._\-](?:set|pack))[\s._\-()[\]]*$/iu;
const loneArticle = /^(?:the|an?)?[\s._\-]*(?:collection|saga|anthology|trilogy|box[\s._\-]?set)s?[\s._\-]*$/iu;
const severalAfter =
  /(?<![\p{L}\p{N}])(?:(?:tri|tetra|quadri|penta|hexa|antho)log(?:y|ie|ia)|quadrilogy|(?:complete|movie|film)[\s._\-](?:collection|pack|set)|box[\s._\-]?set|\d+[\s._\-](?:movies|films)|double[\s._\-]feature)(?![\p{L}\p{N}])/iu;
/** `Toy Story 1-3`, `Rocky I-VI`, `Kill Bill 1 & 2`, `1, 2 and 3`. */
const numberedFilms =
  /(?<=[\p{L}\p{N}][\s._\-]+(?:(?:part|vol|volume|parts)[\s._]*)?)(?:1|i)(?:[\s._]*[\-–&+,][\s._]*|[\s._]+(?:to|and|thru|through)[\s._]+)(?:[2-9]|1\d|ii|iii|iv|v|vi|vii|viii|ix|x)(?![\p{L}\p{N}])/iu;

/** Whether a name is that of several films at once. */
export const isCollection = (title: string, rest: string): boolean =>
  (several.test(title) && !loneArticle.test(title)) || numberedFilms.test(title) || severalAfter.test(rest);
