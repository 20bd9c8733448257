import { type DownloadView } from '../src/downloads/queries/download-view.js';
import { type Difference } from '../src/operations/difference.js';
import { type Api } from '../test/support/api.js';
import { until } from '../test/support/daemons/process.js';
import { type LedgarrProcess } from '../test/support/ledgarr-process.js';

type Kept = {
  queue: DownloadView[];
  /** Ids of downloads, one for each `download.initiated` of the history. */
  initiated: string[];
  /** Ids of all events of the history. */
  events: string[];
  /** Rows in which a projection differs from what the log says. */
  differences: string[];
};

/** What the service has when nobody asks for anything any more. */
export const keptOf = async ({ api }: LedgarrProcess): Promise<Kept> => {
  const history = (await allOf(api, '/history')) as { id: string; type: string; downloadId: string }[];
  return {
    queue: (await allOf(api, '/downloads')) as DownloadView[],
    initiated: history.filter(({ type }) => type === 'download.initiated').map(({ downloadId }) => downloadId),
    events: history.map(({ id }) => id),
    differences: await differencesOf(api),
  };
};

const allOf = async (api: Api, path: string): Promise<unknown[]> => {
  const items: unknown[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.call('GET', `${path}?limit=1000${cursor}`);
    items.push(...(body['items'] as unknown[]));
    if (body['nextCursor'] === null) return items;
    cursor = `&cursor=${encodeURIComponent(String(body['nextCursor']))}`;
  }
};

type DryRun = { state: string; results: { name: string; difference: Difference }[] | null };

/** By a dry run of all projections, which is a job of the service. */
const differencesOf = async (api: Api): Promise<string[]> => {
  const { status, body } = await api.call('POST', '/projections/rebuild', { dryRun: true });
  if (status !== 202) throw new Error(`the dry run was answered with ${status}`);
  const job = await until('the end of the dry run', async () => {
    const { body: seen } = await api.call('GET', `/projections/rebuilds/${String(body['id'])}`);
    return seen['state'] !== 'running' && (seen as DryRun);
  });
  if (job.results === null) throw new Error(`the dry run has ${job.state}`);
  return job.results
    .filter(({ difference: { missing, extra, changed } }) => missing + extra + changed > 0)
    .map(({ name, difference: { missing, extra, changed } }) => `${name} (${missing}/${extra}/${changed})`);
};
