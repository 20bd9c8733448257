import { v5 as uuidV5 } from 'uuid';
import { z } from 'zod';
import { type AttemptHistory, type Ending } from '../attempts/attempt-history.js';
import { compare } from '../attempts/by-code-units.js';
import { type NamedClient, NO_CLIENT } from '../clients/client-names.js';
import { MydiaLibrary } from './content-of.js';
import { itemOf, keyOf } from './item-of.js';
import { type MydiaData, type RowOf } from './mydia-tables.js';
import { instant, jsonObject, loggedName, loggedText, plainText, wholeNumber } from '../source/plain-values.js';

/** All ids follow from Mydia's, so that a second run knows what the first has done. Any fixed UUID. */
const IMPORT = '6d1c5ab5-3f0e-5c0b-9f54-0a4f7c3d2e11';
const EPOCH = '1970-01-01T00:00:00.000Z';
const PAUSES = ['download.paused', 'download.resumed'] as const;

/** What Mydia says of one attempt: a row, or events, or both. */
export type Told = { mydiaId: string; row: RowOf<'downloads'> | null; events: MydiaEvent[] };
type MydiaEvent = { type: string; at: string; metadata: Record<string, unknown> };

/** The names of clients that downloads and events mention. */
export const mentionedClients = (told: readonly Told[]): Set<string> => new Set(told.map((one) => clientName(one)));

/** What was told of every attempt, in Ledgarr's words. @param clients by name @throws Error naming the row at fault */
export function attemptsOf(
  told: readonly Told[],
  data: MydiaData,
  clients: ReadonlyMap<string, NamedClient>,
  gone: ReadonlySet<string>,
): AttemptHistory[] {
  const library = new MydiaLibrary(data);
  return told.map((one) => {
    try {
      return attemptOf(one, clients.get(clientName(one))!, library, gone);
    } catch (error) {
      throw new Error(`Mydia's download ${one.mydiaId}: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** Every attempt that Mydia remembers, in no order. */
export function toldBy(data: MydiaData): Told[] {
  const all = new Map<string, Told>();
  for (const row of data.downloads) if (row.id) all.set(row.id, { mydiaId: row.id, row, events: [] });
  for (const { id, type, metadata: json, inserted_at } of data.events) {
    const metadata = jsonObject(json);
    const mydiaId = plainText(metadata['download_id']);
    const at = instant(inserted_at);
    if (mydiaId === null || at === null || type === null || id === null) continue;
    const one = all.get(mydiaId) ?? { mydiaId, row: null, events: [] };
    one.events.push({ type, at, metadata });
    all.set(mydiaId, one);
  }
  const known = [...all.values()].filter(({ row, events }) => row !== null || events.some(({ type }) => isOurs(type)));
  for (const { events } of known) events.sort((a, b) => compare(a.at, b.at) || rank(a.type) - rank(b.type));
  return known;
}

const ORDER = ['download.initiated', ...PAUSES, 'download.completed', 'download.failed', 'download.cancelled'];
const isOurs = (type: string) => ORDER.includes(type);
const rank = (type: string) => ORDER.indexOf(type);

/** The row's word counts before the events'. */
const from = ({ row, events }: Told, column: keyof RowOf<'downloads'>, key: string = column): string | null =>
  plainText(row?.[column]) ??
  events.map(({ metadata }) => plainText(metadata[key])).find((text) => text !== null) ??
  null;

const clientName = (one: Told): string => (one.row?.download_client || from(one, 'download_client')) ?? NO_CLIENT;

function attemptOf(one: Told, client: NamedClient, library: MydiaLibrary, gone: ReadonlySet<string>): AttemptHistory {
  const { mydiaId, row } = one;
  const metadata = jsonObject(row?.metadata ?? null);
  const told = from(one, 'title') ?? mydiaId;
  const title = loggedName(told) ?? mydiaId;
  const [mediaItemId, episodeId] = [from(one, 'media_item_id'), from(one, 'episode_id')];
  const link = plainText(row?.download_url);
  const clientId = plainText(row?.download_client_id);
  const protocol = metadata['download_protocol'];
  const item = itemOf({ mydiaId, title, clientId, clientType: client.type, link, protocol });
  const times = timesOf(one);
  const downloadId = z.uuid().safeParse(mydiaId).success
    ? mydiaId.toLowerCase()
    : uuidV5(`download ${mydiaId}`, IMPORT);
  return {
    downloadId,
    keyBeside: keyOf(`beside ${downloadId}`),
    commandId: uuidV5(mydiaId, IMPORT),
    title,
    client: client.slug,
    ...item,
    content: library.contentOf({ title: told, mediaItemId, episodeId, metadata }),
    indexer: loggedName(from(one, 'indexer')),
    sizeBytes: wholeNumber(metadata['size']),
    ...times,
    ending: endingOf(one, times, clientId, gone.has(client.name)),
  };
}

type Times = Pick<AttemptHistory, 'begunAt' | 'pauses' | 'lastKnownAt'>;

/** An attempt begins with the first that is known of it: Mydia forgets its events after 90 days. */
function timesOf({ row, events }: Told): Times {
  const initiated = events.find(({ type }) => type === 'download.initiated')?.at;
  const written = [row?.inserted_at, row?.updated_at, row?.completed_at].map((text) => instant(text ?? null));
  const known = [initiated ?? written[0], ...written.slice(1), ...events.map(({ at }) => at)].filter(
    (at) => typeof at === 'string',
  );
  known.sort(compare);
  const pauses = events.flatMap(({ type, at }) => {
    const pause = PAUSES.find((name) => name === type);
    return pause ? [{ type: pause, at }] : [];
  });
  return {
    begunAt: known[0] ?? EPOCH,
    lastKnownAt: known.at(-1) ?? EPOCH,
    // Once paused, paused again is nothing new.
    pauses: pauses.filter(({ type }, i) => type !== pauses[i - 1]?.type),
  };
}

/** Mydia does not keep where it put the files. */
const completed = (at: string): Ending => ({ outcome: 'completed', at, outputPath: null, files: [] });

function endingOf(one: Told, times: Times, clientId: string | null, clientGone: boolean): Ending | null {
  const { row } = one;
  if (!row) return endingOfVanished(one, times);
  const completedAt = instant(row.completed_at);
  if (row.completed_at) return completed(completedAt ?? times.lastKnownAt);
  const message = loggedText(row.error_message);
  if (message !== null)
    return { outcome: 'failed', at: instant(row.updated_at) ?? times.lastKnownAt, reason: 'client-error', message };
  const at = times.lastKnownAt;
  if (clientId === null) return { outcome: 'failed', at, reason: 'never-submitted', message: null };
  return clientGone ? { outcome: 'cancelled', at, reason: 'client-gone', leftInClient: true } : null;
}

/** Of an attempt whose row is gone: what its events say. Completed stays completed, though it was cleared away later. */
function endingOfVanished({ events }: Told, { lastKnownAt }: Times): Ending {
  const find = (...types: string[]) => events.find(({ type }) => types.includes(type));
  const end = find('download.completed') ?? find('download.failed', 'download.cancelled');
  switch (end?.type) {
    case 'download.completed':
      return completed(end.at);
    case 'download.failed':
      return {
        outcome: 'failed',
        at: end.at,
        reason: 'client-error',
        message: loggedText(end.metadata['error_message']),
      };
    case 'download.cancelled':
      return { outcome: 'cancelled', at: end.at, reason: 'user', leftInClient: false };
    default:
      return { outcome: 'cancelled', at: lastKnownAt, reason: 'forgotten', leftInClient: true };
  }
}
