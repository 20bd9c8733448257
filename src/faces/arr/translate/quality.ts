import { parseQuality, QualityModifier, Source } from '@ctrl/video-filename-parser';
import { LRUCache } from 'lru-cache';

/** The original's qualities, by their ids. */
export const QUALITIES = [
  [0, 'Unknown', 'unknown', 0],
  [1, 'SDTV', 'television', 480],
  [12, 'WEBRip-480p', 'webRip', 480],
  [8, 'WEBDL-480p', 'web', 480],
  [2, 'DVD', 'dvd', 480],
  [13, 'Bluray-480p', 'bluray', 480],
  [22, 'Bluray-576p', 'bluray', 576],
  [4, 'HDTV-720p', 'television', 720],
  [9, 'HDTV-1080p', 'television', 1080],
  [10, 'Raw-HD', 'televisionRaw', 1080],
  [14, 'WEBRip-720p', 'webRip', 720],
  [5, 'WEBDL-720p', 'web', 720],
  [6, 'Bluray-720p', 'bluray', 720],
  [15, 'WEBRip-1080p', 'webRip', 1080],
  [3, 'WEBDL-1080p', 'web', 1080],
  [7, 'Bluray-1080p', 'bluray', 1080],
  [20, 'Bluray-1080p Remux', 'blurayRaw', 1080],
  [16, 'HDTV-2160p', 'television', 2160],
  [17, 'WEBRip-2160p', 'webRip', 2160],
  [18, 'WEBDL-2160p', 'web', 2160],
  [19, 'Bluray-2160p', 'bluray', 2160],
  [21, 'Bluray-2160p Remux', 'blurayRaw', 2160],
].map(([id, name, source, resolution]) => ({ id, name, source, resolution })) as readonly QualityOfName[];

type QualityOfName = { id: number; name: string; source: string; resolution: number };
export type Quality = {
  quality: QualityOfName;
  revision: { version: number; real: number; isRepack: boolean };
};

/** Reading a title takes 50 µs; polls ask for the same ones again and again. */
const known = new LRUCache<string, Quality>({ max: 5_000 });

/** As the title of a release says it. */
export function qualityOf(title: string): Quality {
  const found = known.get(title);
  if (found) return found;
  const quality = read(title);
  known.set(title, quality);
  return quality;
}

function read(title: string): Quality {
  const { sources, resolution, modifier, revision } = parseQuality(title);
  const lines = Number.parseInt(resolution ?? '', 10) || 0;
  const source = modifier === QualityModifier.REMUX ? 'blurayRaw' : sourceOf(sources);
  const isRepack = /\b(repack|rerip)\d?\b/i.test(title);
  return { quality: nearest(source, lines), revision: { version: revision.version, real: revision.real, isRepack } };
}

function sourceOf(sources: readonly Source[]): string {
  if (sources.includes(Source.BLURAY)) return 'bluray';
  if (sources.includes(Source.WEBDL)) return 'web';
  if (sources.includes(Source.WEBRIP)) return 'webRip';
  if (sources.includes(Source.DVD)) return 'dvd';
  return 'television';
}

/** Of that source; a title that names a resolution alone was recorded from television. */
function nearest(source: string, lines: number): QualityOfName {
  if (lines === 0 && source === 'television') return QUALITIES[0]!;
  const ofSource = QUALITIES.filter((each) => each.source === source);
  return ofSource.find(({ resolution }) => resolution === lines) ?? ofSource.find(({ resolution }) => resolution >= lines) ?? ofSource[0]!; // prettier-ignore
}

/** Nobody has said which language a release is in, and titles name it only where it is another. */
export const LANGUAGES = [{ id: 1, name: 'English' }];
