import { type ClientFile, type ClientItem } from '../../download-clients/download-client.js';

/** An item with all that no table and no event can hold taken out of it: it is one client's word, and concerns one row. */
export const plausibleItem = (item: ClientItem): ClientItem => ({
  ...item,
  sizeBytes: wholeNumber(item.sizeBytes),
  downloadedBytes: wholeNumber(item.downloadedBytes),
  progress: Math.min(1, positive(item.progress) ?? 0),
  downloadSpeed: wholeNumber(item.downloadSpeed),
  uploadSpeed: wholeNumber(item.uploadSpeed),
  etaSeconds: wholeNumber(item.etaSeconds),
  ratio: positive(item.ratio),
  peers: wholeNumber(item.peers, 2 ** 31 - 1),
  message: storableText(item.message)?.slice(0, 4_000).toWellFormed() ?? null,
  outputPath: storableText(item.outputPath),
  seedingSeconds: wholeNumber(item.seedingSeconds),
});

/** Files without a name are none. */
export const plausibleFiles = (files: readonly ClientFile[]): ClientFile[] =>
  files.flatMap(({ path, sizeBytes }) => {
    const storable = storableText(path);
    return storable === null ? [] : [{ path: storable, sizeBytes: wholeNumber(sizeBytes) ?? 0 }];
  });

const positive = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/** What is negative, or too large to be true, is not known. */
function wholeNumber(value: unknown, most = Number.MAX_SAFE_INTEGER): number | null {
  const number = positive(value);
  return number === null || number > most ? null : Math.trunc(number);
}

/** PostgreSQL holds every character but NUL and half a surrogate pair. */
const storableText = (value: unknown): string | null =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() || null : null;
