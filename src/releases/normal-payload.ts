import { normalLink } from './links/direct-link.js';
import { readMagnet } from './torrents/magnet.js';
import { InvalidRelease, type ReleasePayload } from './release.js';

/** A link or magnet in the one form in which clients get it; what cannot be read stays as it is. */
export function normalPayload(payload: ReleasePayload): ReleasePayload {
  if (payload.kind === 'url') return { kind: 'url', url: normalLink(payload.url) };
  if (payload.kind !== 'magnet') return payload;
  try {
    return readMagnet(payload.uri).payload;
  } catch (error) {
    if (error instanceof InvalidRelease) return payload;
    throw error;
  }
}
