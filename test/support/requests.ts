import { createHash } from 'node:crypto';
import { type Api } from './api.js';
import { type DownloadView } from '../../src/downloads/queries/download-view.js';

/** A magnet that leads nowhere: whatever is begun with it goes on until it is ended. The same one for the same name. */
export const magnetOf = (name: string): string =>
  `magnet:?xt=urn:btih:${createHash('sha1').update(name).digest('hex')}&dn=${encodeURIComponent(name)}`;

const slug = (title: string) => title.replaceAll(' ', '-');

/** A show of its own for each test, so that tests share an app and not their content. */
export const show = (name: string) => {
  const work = { mediaId: `tvdb:${slug(name)}`, title: name };
  return {
    episodes: (season: number, ...episodes: number[]) => ({ kind: 'episodes', ...work, season, episodes }),
    season: (season: number, ...episodes: number[]) => ({
      ...{ kind: 'season', ...work, season },
      ...(episodes.length > 0 ? { episodes } : {}),
    }),
    all: () => ({ kind: 'series', ...work }),
  };
};

export const movie = (title: string, year = 1999) => ({ kind: 'movie', mediaId: `tmdb:${slug(title)}`, title, year });

export type Answer = { status: number; code?: string; existing?: string; files?: string[]; download: DownloadView };

/** Posts a magnet of this name. */
export const ask = async (
  api: Api,
  name: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const body = { release: { magnet: magnetOf(name) }, ...more };
  return answerOf(await api.call('POST', '/downloads', body, headers));
};

export const answerOf = ({ status, body }: { status: number; body: Record<string, unknown> }): Answer => {
  const { code, existing, files } = body as { code?: string; existing?: { id: string }; files?: { path: string }[] };
  const paths = files?.map(({ path }) => path);
  return { status, code, existing: existing?.id, files: paths, download: body as unknown as DownloadView };
};

/** What an answer came to, in a form to compare. */
export const gist = ({ status, code, existing }: Answer) => (status === 201 ? 201 : [status, code, existing]);

export const forget = (api: Api, id: string) => api.call('POST', `/downloads/${id}/cancel`, { forget: true });

type Content = { kind: string; mediaId: string; season?: number; episodes?: number[] };

/** Every episode that a content brings, of a show of `seasons` seasons with `episodes` episodes each; spelt out, one by one. */
const broughtBy = ({ kind, mediaId, season, episodes }: Content, seasons: number, most: number): string[] => {
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
  if (kind === 'movie') return [mediaId];
  return (kind === 'series' ? upTo(seasons) : [season!]).flatMap((s) =>
    (kind === 'episodes' ? episodes! : upTo(most)).map((e) => `${mediaId} S${s}E${e}`),
  );
};

/** What more than one of these downloads brings, and items that more than one has: nothing of it may ever be active. */
export function doubled(downloads: readonly DownloadView[], seasons = 5, episodes = 30): string[] {
  const brought = downloads.flatMap(({ content }) => (content ? broughtBy(content, seasons, episodes) : []));
  const items = downloads.map(({ downloadClient, itemKey }) => `${downloadClient}.${itemKey}`);
  return [...brought, ...items].filter((each, i, all) => all.indexOf(each) !== i);
}
