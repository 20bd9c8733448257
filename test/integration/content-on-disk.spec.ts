import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { ContentOnDisk } from '../../src/downloads/initiation/checks/content-on-disk.js';
import { type Content } from '../../src/downloads/domain/content.js';
import { type Refused } from '../../src/downloads/domain/refused.js';
import { type ReadYourWrites } from '../../src/downloads/streams/read-your-writes.js';
import { LibraryIndex } from '../../src/library/library-index.js';
import { tempFolder } from '../support/daemons/process.js';
import { quiet } from '../support/items-projection.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

/** The rows are written by the tests themselves. */
const UP_TO_DATE = { waitForNewest: () => Promise.resolve() } as unknown as ReadYourWrites;

describe('what a completed download has left', () => {
  let fresh: FreshDatabase;
  let database: DataSource;
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let disk: ContentOnDisk;
  beforeAll(async () => {
    [fresh, folder] = await Promise.all([freshDatabase(), tempFolder('content')]);
    database = await createDataSource(fresh.url).initialize();
    disk = new ContentOnDisk(database, new LibraryIndex({ roots: [], log: quiet }), UP_TO_DATE);
  });
  afterAll(async () => {
    await database.destroy();
    await fresh.drop();
    await folder.remove();
  });

  let mediaId: string;
  let works = 0;
  beforeEach(() => (mediaId = `tvdb:${works++}`));
  const path = (name: string) => join(folder.path, mediaId, name);
  const movie = (): Content => ({ kind: 'movie', mediaId });
  const season = (...episodes: number[]): Content => {
    return { kind: 'season', mediaId, season: 1, ...(episodes.length > 0 && { episodes }) };
  };
  const episode = (...episodes: number[]): Content => ({ kind: 'episodes', mediaId, season: 1, episodes });
  const completed = async (content: Content, ...names: string[]): Promise<void> => {
    for (const name of names) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), 'x');
    }
    await database.query(
      `INSERT INTO download_attempts (id, content, media_id, outcome, ended_at, output_path, files)
       VALUES ($1, $2, $3, 'completed', now(), $4, $5)`,
      [
        randomUUID(),
        content,
        mediaId,
        path(''),
        JSON.stringify(names.map((name) => ({ path: path(name), sizeBytes: 1 }))),
      ],
    );
  };
  const deleted = (name: string) => rm(path(name));
  /** The files by which it is refused, without their folder; none when it is let through. */
  const refusedBy = async (content: Content): Promise<string[]> => {
    const refused = await disk.refuseIfThere(content).catch((error: unknown) => error as Refused);
    return (refused?.details.files ?? []).map((file) => relative(path(''), file));
  };

  it('is a film for as long as the film is there, whatever lies beside it', async () => {
    await completed(movie(), 'film.mkv', 'film.nfo', 'Sample/film-sample.mkv');
    expect(await refusedBy(movie())).toEqual(['film.mkv']);
    await deleted('film.mkv');
    expect(await refusedBy(movie())).toEqual([]);
  });

  it('is a film in parts for as long as all of them are there', async () => {
    await completed(movie(), 'film.cd1.avi', 'film.cd2.avi');
    expect(await refusedBy(movie())).toEqual(['film.cd1.avi', 'film.cd2.avi']);
    await deleted('film.cd2.avi');
    expect(await refusedBy(movie())).toEqual([]);
  });

  it('is each episode whose file is there, and neither its subtitles nor its sample', async () => {
    await completed(season(), 'S01E01.mkv', 'S01E01.srt', 'S01E02.mkv', 'Sample/s01e02-sample.mkv');
    expect(await refusedBy(episode(1, 2))).toEqual(['S01E01.mkv', 'S01E02.mkv']);
    await deleted('S01E01.mkv');
    expect(await refusedBy(episode(1))).toEqual([]);
    expect(await refusedBy(episode(2))).toEqual(['S01E02.mkv']);
    await deleted('S01E02.mkv');
    expect(await refusedBy(episode(2))).toEqual([]);
  });

  it('is a season for as long as every episode that is asked for is there, or without any named, every file', async () => {
    await completed(season(1, 2), 'S01E01.mkv', 'S01E02.mkv', 'S01E03.mkv');
    await deleted('S01E03.mkv');
    expect(await refusedBy(season(1, 2))).toEqual(['S01E01.mkv', 'S01E02.mkv']);
    expect(await refusedBy(season(1, 2, 3))).toEqual([]);
    expect(await refusedBy(season())).toEqual([]);
  });

  it('of files that name no episodes, is what was asked for, for as long as all of them are there', async () => {
    await completed(season(1, 2), 'a.mkv', 'b.mkv', 'info.nfo');
    expect(await refusedBy(episode(2))).toEqual(['a.mkv', 'b.mkv']);
    expect(await refusedBy(episode(7))).toEqual([]);
    await deleted('b.mkv');
    expect(await refusedBy(episode(2))).toEqual([]);
  });

  it('is told of a pack of a thousand episodes by reading each name once', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, i) => i + 1);
    await completed(season(), ...numbers.map((n) => `S01E${n}.mkv`));
    expect(await refusedBy(season(...numbers))).toHaveLength(1_000);
    expect(await refusedBy(season(...numbers, 1_001))).toEqual([]);
  });

  it('is told by the whole list of files, where its event names the first of them only', async () => {
    const names = ['S01E01.mkv', 'S01E02.mkv'];
    await completed(season(), ...names);
    const files = JSON.stringify(names.map((name) => ({ path: path(name), sizeBytes: 1 })));
    await database.query('INSERT INTO file_lists (ref, files) VALUES ($1, $2)', [mediaId, files]);
    await database.query('UPDATE download_attempts SET files = files - 1, files_ref = $1 WHERE media_id = $1', [
      mediaId,
    ]);
    expect(await refusedBy(episode(2))).toEqual(['S01E02.mkv']);
    await deleted('S01E02.mkv');
    expect([await refusedBy(episode(2)), await refusedBy(episode(1))]).toEqual([[], ['S01E01.mkv']]);
  });

  it('is nothing where nothing but words was brought', async () => {
    await completed(season(), 'info.nfo', 'cover.jpg');
    expect(await refusedBy(episode(99))).toEqual([]);
  });
});
