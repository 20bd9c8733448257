import { v5 as uuidV5 } from 'uuid';
import { type AttemptHistory } from '../attempts/attempt-history.js';
import { importedKey } from '../attempts/imported-key.js';
import { type NamedClient, NO_CLIENT } from '../clients/client-names.js';
import { loggedName, plainText, wholeNumber } from '../source/plain-values.js';
import { type ArrHistory, type ArrRow } from './arr-history.js';
import { endingOf, type Newest } from './ending-of.js';
import { type Grab, grabsOf } from './grabs.js';
import { itemOf } from './item-of.js';

/** All ids follow from the program's, so that a second run knows what the first has done. Any fixed UUID. */
const IMPORT = 'b0b2d5b4-6f0d-5d55-9d0a-3f6f0d1f7c52';

/** The names of clients that the history mentions. */
export const mentionedClients = ({ rows }: ArrHistory): Set<string> => new Set(rows.map((row) => clientName([row])));

/**
 * Every attempt that the history tells of, in Ledgarr's words, in no order.
 * @param clients by name
 * @param gone names of clients whose downloads nobody could follow
 */
export function attemptsOf(
  history: ArrHistory,
  clients: ReadonlyMap<string, NamedClient>,
  gone: ReadonlySet<string>,
): AttemptHistory[] {
  const newest: Newest = history.rows.reduce((latest, { at }) => (at > latest ? at : latest), '');
  return grabsOf(history.rows).map((grab) => attemptOf(grab, history, clients, { gone, newest }));
}

/** By version 3 of Sonarr `downloadClient` is the name, later it is the kind, and the name stands beside it. */
const clientName = (rows: readonly ArrRow[]): string =>
  first(rows, 'downloadClientName') ?? first(rows, 'downloadClient') ?? NO_CLIENT;

const first = (rows: readonly ArrRow[], field: string): string | null =>
  rows.map(({ data }) => plainText(data[field])).find((text) => text !== null) ?? null;

function attemptOf(
  { rows }: Grab,
  { program, contentOf }: ArrHistory,
  clients: ReadonlyMap<string, NamedClient>,
  { gone, newest }: { gone: ReadonlySet<string>; newest: Newest },
): AttemptHistory {
  const [{ downloadId, at: begunAt, title: told }] = rows as [ArrRow, ...ArrRow[]];
  const key = `${program} ${downloadId.toLowerCase()} ${begunAt}`;
  const name = clientName(rows);
  const client = clients.get(name)!;
  const title = loggedName(told) ?? downloadId;
  return {
    downloadId: uuidV5(`download ${key}`, IMPORT),
    commandId: uuidV5(key, IMPORT),
    keyBeside: importedKey(program, `beside ${key}`),
    title,
    client: client.slug,
    ...itemOf({ program, downloadId, title, clientType: client.type, told: (field) => first(rows, field) }),
    content: contentOf(rows.filter(({ event }) => event === rows[0]!.event)),
    indexer: loggedName(first(rows, 'indexer')),
    sizeBytes: wholeNumber(first(rows, 'size')) || null,
    begunAt,
    pauses: [],
    ending: endingOf(rows, { clientGone: gone.has(name), newest }),
    lastKnownAt: rows.at(-1)!.at,
  };
}
