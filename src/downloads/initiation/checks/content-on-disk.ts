import { basename, parse } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { coalesced } from '../../../database/coalesced.js';
import { contentFiles } from '../../../library/names/content-files.js';
import { readEpisodes } from '../../../library/names/episode-marker.js';
import { LibraryIndex } from '../../../library/library-index.js';
import { present } from '../../../library/disk/on-disk.js';
import { type Content, type Target, targetsOf } from '../../domain/content.js';
import { type DownloadedFile } from '../../domain/events.js';
import { Refused } from '../../domain/refused.js';
import { ReadYourWrites } from '../../streams/read-your-writes.js';

/** What a completed download brought: which content, in which files, and those of them that are still there. */
type Brought = { content: Content; files: string[]; there: ReadonlySet<string> };
type CompletedRow = { content: Content; files: DownloadedFile[] | null; output_path: string | null };

/** Whether content is on disk already: in what completed downloads have left, or in the library. Design §9. */
@Injectable()
export class ContentOnDisk {
  private readonly completed: (content: Content) => Promise<CompletedRow[]>;

  constructor(
    database: DataSource,
    private readonly library: LibraryIndex,
    private readonly readYourWrites: ReadYourWrites,
  ) {
    this.completed = coalesced((contents: readonly Content[]) => completedOf(database, contents));
  }

  /** @throws Refused already-in-library, with the files */
  async refuseIfThere(content: Content): Promise<void> {
    const files = await this.filesOf(content);
    if (files.length === 0) return;
    const detail = 'Send force: true to download it all the same.';
    throw new Refused('already-in-library', { files, detail, forceable: true });
  }

  /** Looks once more, when the history has what has completed meanwhile. @throws Refused already-in-library */
  async refuseIfThereByNow(content: Content): Promise<void> {
    await this.readYourWrites.waitForNewest();
    await this.refuseIfThere(content);
  }

  /** The files that hold all of it; none unless each part that is asked for is there. */
  private async filesOf(content: Content): Promise<string[]> {
    const brought = (await this.broughtFor(content)).map((download) => new Holding(download));
    const found = await Promise.all(
      partsOf(content).map(async ({ target, query }) => {
        const files = brought.flatMap((download) => download.filesOf(target));
        return files.length > 0 ? files : this.library.find(query);
      }),
    );
    return found.some((files) => files.length === 0) ? [] : [...new Set(found.flat())];
  }

  private async broughtFor(content: Content): Promise<Brought[]> {
    const rows = await this.completed(content);
    const brought = rows.map(({ content: held, files, output_path }) => {
      const listed = files?.map(({ path }) => path) ?? [];
      return { content: held, files: contentFiles(listed.length > 0 || output_path === null ? listed : [output_path]) };
    });
    // Completed is completed: aria2 keeps its control file beside a finished file, too, until the item is removed.
    const there = await present(brought.flatMap(({ files }) => files));
    return brought.map((download) => ({ ...download, there }));
  }
}

const SEASON = `(content->>'season')::int`;
/** What holds no season in particular, the season that is asked for, and each of them where the whole series is: an index answers each. */
const SEASONS = [`${SEASON} IS NULL`, `${SEASON} = asked.season`, `asked.season IS NULL AND ${SEASON} IS NOT NULL`];
const COMPLETED = `download_attempts
   WHERE media_id = asked.media_id AND outcome = 'completed' AND (content->>'kind' = 'movie') = asked.movie
     AND (asked.episodes IS NULL OR content->>'kind' <> 'episodes' OR EXISTS (
       SELECT FROM jsonb_array_elements(asked.episodes) AS episode WHERE content->'episodes' @> episode))`;

const WHOLE_LIST = '(SELECT list.files FROM file_lists AS list WHERE list.ref = found.files_ref)';

/** The completed downloads of each of these contents, the newest first. */
async function completedOf(database: DataSource, contents: readonly Content[]): Promise<CompletedRow[][]> {
  const asked = contents.map(({ kind, mediaId, ...rest }, place) => {
    const season = 'season' in rest ? rest.season : null;
    const episodes = 'episodes' in rest ? rest.episodes : null;
    return { place, media_id: mediaId, movie: kind === 'movie', season, episodes };
  });
  const rows = await database.query<(CompletedRow & { place: number })[]>(
    `SELECT asked.place, found.content, coalesce(${WHOLE_LIST}, found.files) AS files, found.output_path
       FROM jsonb_to_recordset($1::jsonb) AS asked (place int, media_id text, movie boolean, season int, episodes jsonb),
       LATERAL (
         ${SEASONS.map((season) => `SELECT * FROM ${COMPLETED} AND ${season}`).join(' UNION ALL ')}
         ORDER BY ended_at DESC LIMIT 500) AS found`,
    [JSON.stringify(asked)],
  );
  return contents.map((_, place) => rows.filter((row) => row.place === place));
}

/** What is asked for, part by part, so that one episode may be found here and the next one there. */
function partsOf(content: Content): { target: Target; query: Content }[] {
  const episodes = content.kind === 'episodes' || content.kind === 'season' ? content.episodes : undefined;
  if (!episodes || (content.kind !== 'episodes' && content.kind !== 'season')) {
    return targetsOf(content).map((target) => ({ target, query: content }));
  }
  const { season } = content;
  return episodes.map((episode) => ({
    target: { season, episode },
    query: { ...content, kind: 'episodes', episodes: [episode] },
  }));
}

const covers = (whole: Target, part: Target): boolean =>
  (whole.season === undefined || whole.season === part.season) &&
  (whole.episode === undefined || whole.episode === part.episode);

/** A season that was asked for by its episodes brought those, as far as anybody knows. */
const wasAskedFor = (content: Content, { episode }: Target): boolean =>
  content.kind !== 'season' || !content.episodes || content.episodes.includes(episode!);

/** What the files of a completed download hold. Each name is read once, whatever is asked for: a pack may have thousands. */
class Holding {
  private readonly targets: Target[];
  /** By `season.episode`; null where no file names its episodes. */
  private readonly byEpisode: ReadonlyMap<string, string[]> | null;

  constructor(private readonly brought: Brought) {
    this.targets = targetsOf(brought.content);
    this.byEpisode = episodesIn(brought);
  }

  /** The files that hold a part; none unless all of them are still there. */
  filesOf(part: Target): string[] {
    const files = this.targets.some((target) => covers(target, part)) ? this.filesFor(part) : [];
    return files.every((path) => this.brought.there.has(path)) ? files : [];
  }

  private filesFor(part: Target): string[] {
    const { content, files } = this.brought;
    if (part.episode === undefined) return files;
    if (this.byEpisode) return this.byEpisode.get(`${part.season}.${part.episode}`) ?? [];
    return wasAskedFor(content, part) ? files : [];
  }
}

function episodesIn({ content, files }: Brought): Map<string, string[]> | null {
  const byEpisode = new Map<string, string[]>();
  const season = 'season' in content ? content.season : null;
  for (const path of files) {
    const marker = readEpisodes(parse(basename(path)).name, season);
    for (const episode of marker?.episodes ?? []) {
      const key = `${marker!.season}.${episode}`;
      byEpisode.set(key, [...(byEpisode.get(key) ?? []), path]);
    }
  }
  return byEpisode.size > 0 ? byEpisode : null;
}
