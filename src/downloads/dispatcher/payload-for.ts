import { InvalidRelease, readRelease, type Release, type ReleaseInput, ReleaseUnreachable } from '../../releases/read-release.js'; // prettier-ignore
import { type ReleasePayload } from '../../releases/release.js';
import { type ReleaseSources } from '../../releases/release-sources.js';
import { withoutSecrets } from '../../releases/without-secrets.js';
import { type WaitingRow } from './waiting-row.js';

/** A release cannot be had any more, or is another one by now. The message is for the log. */
export class ReleaseLost extends Error {}

type Wanted = Pick<WaitingRow, 'releaseRef' | 'protocol' | 'itemKey'>;

/**
 * What the client is to be given. The link to a torrent or an NZB, as it is kept of imported downloads, is read here: a
 * client would take it for the file that is wanted, and follow it wherever it leads.
 * @throws ReleaseLost
 */
export async function payloadFor(
  { releaseRef, protocol, itemKey }: Wanted,
  sources: Pick<ReleaseSources, 'load' | 'fetchOptions'>,
): Promise<ReleasePayload> {
  const kept = releaseRef === null ? null : await sources.load(releaseRef);
  if (!kept) throw new ReleaseLost('The link or file of this release is no longer there.');
  const input = inputOf(kept);
  if (!input || protocol === 'direct') return kept;
  const release = await read(input, sources);
  if (release.protocol !== protocol)
    throw new ReleaseLost(`The link of this release leads to a ${release.protocol} download: request that anew.`);
  // An NZB is known by its articles, and an imported one by its id: the two never are the same.
  if (protocol === 'torrent' && release.itemKey !== itemKey)
    throw new ReleaseLost(`The link of this release leads to another torrent, ${release.itemKey}: request that anew.`);
  return release.payload;
}

function inputOf(payload: ReleasePayload): ReleaseInput | null {
  if (payload.kind === 'magnet') return { magnet: payload.uri };
  return payload.kind === 'url' ? { url: payload.url } : null;
}

async function read(input: ReleaseInput, { fetchOptions }: Pick<ReleaseSources, 'fetchOptions'>): Promise<Release> {
  try {
    return await readRelease(input, fetchOptions);
  } catch (error) {
    const reason =
      error instanceof InvalidRelease
        ? `The link of this release ${error.reason}.`
        : error instanceof ReleaseUnreachable
          ? `The link of this release cannot be read: ${error.reason}.`
          : null;
    if (reason === null) throw error;
    throw new ReleaseLost(withoutSecrets(reason), { cause: error });
  }
}
