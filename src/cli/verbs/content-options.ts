import { CommandFailed } from '../command-failed.js';

export type ContentOptions = {
  movie?: string;
  show?: string;
  season?: string;
  episodes?: string;
  year?: string;
  parse?: boolean;
};

type Content = { kind: string; mediaId: string; year?: number; season?: number; episodes?: number[] };

/**
 * What a release is for, as it was said; undefined where nothing was.
 * @throws CommandFailed where the options do not go together
 */
export function contentOf({
  movie,
  show,
  season,
  episodes,
  year,
  parse,
}: ContentOptions): Content | 'parse' | undefined {
  if ([movie, show, parse].filter((each) => each !== undefined).length > 1)
    throw new CommandFailed('Give one of --movie, --show and --parse.');
  if (show === undefined && (season ?? episodes) !== undefined)
    throw new CommandFailed('--season and --episodes go with --show.');
  if (movie === undefined && year !== undefined) throw new CommandFailed('--year goes with --movie.');
  if (parse) return 'parse';
  if (movie !== undefined)
    return { kind: 'movie', mediaId: movie, ...(year !== undefined && { year: whole('--year', year) }) };
  return show === undefined ? undefined : ofShow(show, season, episodes);
}

function ofShow(mediaId: string, season?: string, episodes?: string): Content {
  if (season === undefined) {
    if (episodes !== undefined) throw new CommandFailed('--episodes goes with --season.');
    return { kind: 'series', mediaId };
  }
  const number = whole('--season', season);
  if (episodes === undefined) return { kind: 'season', mediaId, season: number };
  return { kind: 'episodes', mediaId, season: number, episodes: episodes.split(',').flatMap(range) };
}

/** `3`, `1-4` */
function range(part: string): number[] {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
  if (first === undefined || Number(last) < Number(first) || Number(last) - Number(first) > 2_000)
    throw new CommandFailed(`--episodes ${part}: give numbers, as 3, 1-4 or 1,3.`);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
}

function whole(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new CommandFailed(`${option} ${text}: give a number.`);
  return Number(text);
}
