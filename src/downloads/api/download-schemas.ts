import { z } from 'zod';
import { STORABLE } from '../../text/storable-text.js';
import { withoutEntities } from '../../text/html-text.js';
import { plainText } from '../../text/plain-text.js';

/** Characters of a text that is looked at more closely: over megabytes, a regular expression takes its time or the stack. */
const MOST_RAW = 10_000;

/** Words for people, in one line: a title or an indexer may bring any character along. */
export const words = (most: number) =>
  z
    .string()
    .max(MOST_RAW, { abort: true })
    .overwrite((text) => plainText(text) ?? '')
    .min(1)
    .max(most);
/** Words that searchers copy from feeds and pages, which escape them. */
const copiedWords = (most: number) =>
  z
    .string()
    .max(MOST_RAW, { abort: true })
    .overwrite((text) => plainText(withoutEntities(text)) ?? '')
    .min(1)
    .max(most);
/** A text that must be taken as it is, or not at all. */
export const exact = (most: number) =>
  z.string().max(most, { abort: true }).regex(STORABLE, { error: 'holds a character that cannot be stored' });

const mediaId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/, { error: 'names the movie or series, as tmdb:603 or tvdb:81189' });
const work = { mediaId, title: copiedWords(500).optional() };
const number = z.int().min(0).max(100_000);
const episodes = z
  .array(number)
  .min(1)
  .max(2_000)
  .transform((numbers) => [...new Set(numbers)].sort((a, b) => a - b));

export const contentInput = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('movie'), ...work, year: z.int().min(1870).max(2200).optional() }),
    z.strictObject({ kind: z.literal('episodes'), ...work, season: number, episodes }),
    z.strictObject({ kind: z.literal('season'), ...work, season: number, episodes: episodes.optional() }),
    z.strictObject({ kind: z.literal('series'), ...work }),
  ],
  { error: 'is a movie, episodes, a season or a series' },
);

const oneRelease = 'give one of magnet, url, torrent (base64), nzb (base64)';
export const releaseInput = z.union(
  [
    z.strictObject({ magnet: z.string().min(1).max(100_000) }),
    z.strictObject({ url: z.string().min(1).max(10_000) }),
    z.strictObject({ torrent: z.string().min(1) }),
    z.strictObject({ nzb: z.string().min(1) }),
  ],
  { error: oneRelease },
);

const TEN_YEARS_SECONDS = 315_360_000;
const seedGoal = z
  .strictObject({
    ratio: z.number().min(0).max(10_000).optional(),
    seconds: z.int().min(0).max(TEN_YEARS_SECONDS).optional(),
  })
  .refine(({ ratio, seconds }) => ratio !== undefined || seconds !== undefined, {
    error: 'gives a ratio, seconds, or both: then either suffices',
  });

/** Where another active download has the item or the content: no, or wait for that one. */
const ON_DUPLICATE = ['refuse', 'join'] as const;

export const newDownload = z.strictObject({
  release: releaseInput,
  title: copiedWords(500).optional(),
  content: z
    .union([z.literal('parse'), contentInput], { error: 'is "parse", or a movie, episodes, a season or a series' })
    .nullish(),
  client: words(100).optional(),
  category: copiedWords(200).optional(),
  priority: z.int().min(-100).max(100).optional(),
  indexer: copiedWords(200).optional(),
  seedGoal: seedGoal.optional(),
  force: z.boolean().optional(),
  onDuplicate: z.enum(ON_DUPLICATE).optional(),
});
export type NewDownload = z.infer<typeof newDownload>;

export const cancelInput = z
  .strictObject({ removeData: z.boolean().optional(), forget: z.boolean().optional() })
  .nullish()
  .transform((input) => ({ removeData: input?.removeData ?? false, forget: input?.forget ?? false }));

export const downloadId = z.uuid({ error: 'is the id of a download, a UUID' }).transform((id) => id.toLowerCase());
