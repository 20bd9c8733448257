/** The folders of a disc's own layout: Blu-ray, AVCHD, DVD, HD DVD, Video CD. */
const layoutFolders = new Set('avchd bdmv hvdvd_ts mpeg2 mpegav private ssif stream video_ts'.split(' '));
/** One of several discs or parts: `CD1`, `Disc 2`, `DVD_1`, `Part 1`, `Disc 1 - The Film`; or the only one: `DVD`. */
const discFolder =
  /^(?:(?:cd|dvd|bd|hddvd|blu-?ray|disc|disk|part|pt|side|reel)[\s._\-]*(?:\d{1,2}|[a-d]|one|two|three|four|i{1,3}|iv)(?:\s*(?:of\s*\d+)?|\s*[\-–([:](?!.*(?:18|19|20)\d\d).*)|dvd|bd|blu-?ray|disc|disk)$/iu;
/** As discs name their streams, which say nothing of what is on them: `00001.m2ts`, `VTS_01_1.VOB`, `FEATURE_1.EVO`, `AVSEQ01.DAT`. */
const streamFile = /^(?:\d{5}\.(?:m2ts|mts|m2t)|vts_\d\d_\d\.vob|[\p{L}\p{N}_]+\.evo|avseq\d\d\.(?:dat|mpg|mpeg))$/iu;
const menuFile = /^(?:video_ts|vts_\d\d_0)\.vob$/iu;

/** The folders from the outermost down to the one that bears a name; below it lie only discs, their parts and their layout. */
export function foldersAboveDiscs(folders: readonly string[]): readonly string[] {
  const isOfDisc = (folder: string) => layoutFolders.has(folder.toLowerCase()) || discFolder.test(folder);
  const bearing = folders.findLastIndex((folder) => !isOfDisc(folder));
  return folders.slice(0, bearing + 1);
}

export const isDiscStream = (name: string): boolean => streamFile.test(name);
/** A DVD's menus are not its film. */
export const isDiscMenu = (name: string): boolean => menuFile.test(name);
