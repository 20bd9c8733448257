import { type DownloadView } from '../src/downloads/queries/download-view.js';
import { type TableDifferences } from '../src/event-processing/projections/rebuild/table-differences.js';
import { type Api } from '../test/support/api.js';
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
    differences: (
      await Promise.all(['downloads', 'history', 'finished'].map((name) => differencesOf(api, name)))
    ).flat(),
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

const differencesOf = async (api: Api, name: string): Promise<string[]> => {
  const { status, body } = await api.call('POST', `/projections/${name}/rebuild`, { dryRun: true });
  if (status !== 200) throw new Error(`the dry run of ${name} was answered with ${status}`);
  const tables = body['differences'] as TableDifferences[];
  return tables
    .filter(({ missing, unexpected, different }) => missing + unexpected + different > 0)
    .map(({ table, missing, unexpected, different }) => `${table} (${missing}/${unexpected}/${different})`);
};
