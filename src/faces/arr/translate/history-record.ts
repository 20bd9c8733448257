import { type Outcome, type OutcomeType } from '../../../downloads/queries/list-outcomes.js';
import { episodesOf } from './episodes.js';
import { historyIdOf } from './ids.js';
import { LANGUAGES, qualityOf } from './quality.js';
import { type Includes } from './queue-record.js';
import { episodeResource, seriesOfRef } from './series.js';
import { instant } from './time.js';

type EventType = 'grabbed' | 'downloadFolderImported' | 'downloadFailed' | 'downloadIgnored';

/** Under the original's words and numbers. Complete is the most that is known here of an import. */
const EVENTS: readonly { type: OutcomeType; word: EventType; number: number }[] = [
  { type: 'download.initiated', word: 'grabbed', number: 1 },
  { type: 'download.completed', word: 'downloadFolderImported', number: 3 },
  { type: 'download.failed', word: 'downloadFailed', number: 4 },
  { type: 'download.cancelled', word: 'downloadIgnored', number: 7 },
];
/** What the original tells too, and never occurs here. */
const NEVER = [
  ['unknown', 0],
  ['seriesFolderImported', 2],
  ['episodeFileDeleted', 5],
  ['episodeFileRenamed', 6],
] as const;

export const ALL_TYPES = EVENTS.map(({ type }) => type);

/** @returns none for what never occurs; undefined for what is no event */
export function typesOf(said: string): OutcomeType[] | undefined {
  const isIt = (word: string, number: number) => word.toLowerCase() === said.toLowerCase() || String(number) === said;
  const found = EVENTS.filter(({ word, number }) => isIt(word, number)).map(({ type }) => type);
  return found.length > 0 || NEVER.some(([word, number]) => isIt(word, number)) ? found : undefined;
}

/** A record for each event: about its episode where it is one, about its series where they are several. */
export function historyRecord(outcome: Outcome, includes: Includes) {
  const { id, type, occurredAt, title, content } = outcome;
  const refs = episodesOf(content);
  const ref = refs[0]!;
  const series = includes.series ? seriesOfRef(ref) : undefined;
  const isOne = refs.length === 1 && ref.episodeId !== undefined;
  const episode = includes.episode && isOne ? episodeResource(ref, type === 'download.completed') : undefined;
  return {
    ...(isOne && { episodeId: ref.episodeId }),
    ...(ref.seriesId !== undefined && { seriesId: ref.seriesId }),
    sourceTitle: title,
    languages: LANGUAGES,
    quality: qualityOf(title),
    customFormats: [],
    customFormatScore: 0,
    qualityCutoffNotMet: false,
    date: instant(occurredAt),
    downloadId: keyOf(outcome),
    eventType: EVENTS.find((each) => each.type === type)!.word,
    data: dataOf(outcome),
    ...(episode && { episode }),
    ...(series && { series }),
    id: historyIdOf(id, ''),
  };
}

const keyOf = ({ protocol, itemKey, downloadClientId }: Outcome): string =>
  protocol === 'torrent' ? itemKey.toUpperCase() : (downloadClientId ?? itemKey);

/** All of them texts. */
function dataOf(outcome: Outcome): Record<string, string> {
  const { type, data, downloadClient, protocol, itemKey, sizeBytes } = outcome;
  const [size, indexer] = [String(sizeBytes ?? 0), outcome.indexer ?? downloadClient];
  const common = { downloadClientName: downloadClient, size };
  switch (type) {
    case 'download.initiated': {
      const hash: Record<string, string> = protocol === 'torrent' ? { torrentInfoHash: itemKey } : {};
      return { ...common, indexer, protocol: protocol === 'usenet' ? '1' : '2', ...hash };
    }
    case 'download.completed':
      return { ...common, ...(typeof data['outputPath'] === 'string' && { droppedPath: data['outputPath'] }) };
    case 'download.failed':
      return { ...common, indexer, message: String(data['message'] ?? data['reason']) };
    case 'download.cancelled':
      return { ...common, indexer, message: data['reason'] === 'user' ? 'Manually ignored' : String(data['reason']) };
  }
}
