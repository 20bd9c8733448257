import {
  type Added,
  type AddRequest,
  ClientUnavailable,
  type DownloadClient,
} from '../../download-clients/download-client.js';

/**
 * Hands a release over. Where the answer is lost, nobody knows whether it was taken: before it is handed over once more, the
 * client is asked whether it has it by now.
 * @throws ClientRefused; ClientUnavailable: nothing is known, so it is to be done again
 */
export async function handOver(adapter: DownloadClient, request: AddRequest): Promise<Added> {
  try {
    return await adapter.add(request);
  } catch (error) {
    if (!(error instanceof ClientUnavailable) || !mayHaveBeenTaken(error)) throw error;
    const id = await idByKey(adapter, request.itemKey);
    if (id === null) throw error;
    return { id, note: 'The answer of the client was lost; it has the item.' };
  }
}

/** What lets nobody in has taken nothing. */
const mayHaveBeenTaken = ({ kind }: ClientUnavailable): boolean => kind === 'unreachable' || kind === 'timeout';

/** The id of an item that was added under this key, whoever has added it. */
export async function idByKey(adapter: DownloadClient, itemKey: string): Promise<string | null> {
  const items = await adapter.list();
  return items.find(({ itemKeys }) => itemKeys.includes(itemKey))?.id ?? null;
}
