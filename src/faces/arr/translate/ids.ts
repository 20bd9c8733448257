import { createHash } from 'node:crypto';

/** Callers keep ids in 32 bits, with a sign: a number from 1 to 2³¹-1, always the same for the same parts. */
function stableId(...parts: (string | number)[]): number {
  const digest = createHash('sha1').update(parts.join('\n')).digest();
  return digest.readUInt32BE(0) & 0x7fff_ffff || 1;
}

export const seriesIdOf = (mediaId: string): number => stableId('series', mediaId);
export const episodeIdOf = (mediaId: string, season: number, episode: number): number =>
  stableId('episode', mediaId, season, episode);
export const queueIdOf = (shareId: string, part: string): number => stableId('queue', shareId, part);
export const historyIdOf = (eventId: string, part: string): number => stableId('history', eventId, part);

/** The number of a series where it is known; 0 where not, as the original has it. */
export const tvdbIdOf = (mediaId: string): number => Number(/^tvdb:(\d{1,9})$/.exec(mediaId)?.[1] ?? 0);
