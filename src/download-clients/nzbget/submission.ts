import { setTimeout as delay } from 'node:timers/promises';
import { ClientRefused, ClientUnavailable } from '../client-errors.js';
import { type Added, type AddRequest } from '../download-client.js';
import { jobName } from '../usenet/job-name.js';
import { nzbOf } from '../usenet/nzb-of.js';
import { presenceOf, type Sight } from '../usenet/output-on-disk.js';
import { idOf, itemId, KEY_PARAMETER, keyOf } from './nzbget-id.js';
import { itemsFrom } from './nzbget-items.js';
import { NzbgetError } from './nzbget-problem.js';
import { type Append, type HistoryEntry, type NzbgetRpc } from './nzbget-rpc.js';

/** Low and high; its own page offers these. */
const PRIORITY_STEP = 50;
const LOOK_TRIES = 100;
const LOOK_MS = 50;
/** Its own duplicates: the very same content, or one of the same name. */
const DUPLICATE = /^DELETED\/(COPY|DUPE|GOOD)$/;

type Settings = Sight & { category: string | null };

/**
 * Hands the file over, unless an item of this key is there already: then that is taken for ours, also when an answer was lost.
 * @throws ClientRefused where NZBGet cannot read it
 */
export async function submit(rpc: NzbgetRpc, request: AddRequest, settings: Settings): Promise<Added> {
  const nzb = nzbFrom(request, settings);
  const held = await findSame(rpc, request.itemKey, settings);
  if (held !== null) return { id: held };
  const first = await append(rpc, { ...nzb, dupeMode: 'ALL' });
  if (!DUPLICATE.test(first.entry?.Status ?? '')) return settled(first, request.itemKey);
  // Its own note of the copy says nothing to anybody.
  await rpc.edit('HistoryFinalDelete', first.nzbId);
  const other = await findSame(rpc, request.itemKey, settings);
  if (other !== null) return { id: other };
  // A copy of what has failed, was deleted or has lost its data: that one is wanted again.
  return settled(await append(rpc, { ...nzb, dupeMode: 'FORCE' }), request.itemKey);
}

const nzbFrom = (request: AddRequest, settings: Settings): Omit<Append, 'dupeMode'> => ({
  file: nzbOf(request.payload, 'NZBGet'),
  fileName: `${jobName(request.title)}.nzb`,
  category: request.category ?? settings.category ?? '',
  priority: Math.sign(request.priority ?? 0) * PRIORITY_STEP,
  paused: request.paused ?? false,
  parameters: { [KEY_PARAMETER]: request.itemKey },
});

/** `entry`: where it is in the history already, for good or bad. */
type Appended = { nzbId: number; entry: HistoryEntry | null };

/** It gives a number to whatever it gets, and looks at it afterwards. */
async function append(rpc: NzbgetRpc, nzb: Append): Promise<Appended> {
  const nzbId = await rpc.append(nzb).catch((error: unknown) => {
    if (!(error instanceof NzbgetError)) throw error;
    throw new ClientRefused(`NZBGet did not take it: ${error.message}`, { cause: error });
  });
  if (!(nzbId > 0)) throw new ClientRefused('NZBGet did not take it.');
  for (let tries = 0; tries < LOOK_TRIES; tries++) {
    const groups = await rpc.groups();
    const entry = (await rpc.history()).find((each) => each.NZBID === nzbId) ?? null;
    if (entry !== null || groups.some((group) => group.NZBID === nzbId)) return { nzbId, entry };
    await delay(LOOK_MS);
  }
  throw new ClientUnavailable('NZBGet has taken the NZB, and does not list it yet');
}

function settled({ nzbId, entry }: Appended, itemKey: string): Added {
  if (entry?.Status === 'FAILURE/SCAN')
    throw new ClientRefused('NZBGet cannot read the NZB, or finds nothing in it (FAILURE/SCAN).');
  return { id: entry === null ? itemId(nzbId, itemKey) : idOf(entry) };
}

/** @returns the id of an item of this key that is under way, or complete with its data still there */
async function findSame(rpc: NzbgetRpc, itemKey: string, sight: Sight): Promise<string | null> {
  const groups = (await rpc.groups()).filter((group) => keyOf(group) === itemKey);
  const history = (await rpc.history()).filter((entry) => keyOf(entry) === itemKey);
  for (const { id, state, outputPath } of itemsFrom(groups, history, { DownloadPaused: false, DownloadRate: 0 })) {
    if (state === 'failed') continue;
    if (outputPath === null || (await presenceOf(sight, outputPath)) !== 'gone') return id;
  }
  return null;
}
