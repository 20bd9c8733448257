import { type ReleasePayload } from '../../releases/release.js';
import { NotSupported } from '../client-errors.js';

/** @throws NotSupported for what is no NZB. @param client as it is called in the message */
export function nzbOf(payload: ReleasePayload, client: string): Uint8Array {
  if (payload.kind === 'nzb') return payload.file;
  const kind = { magnet: 'a magnet', torrent: 'a torrent', url: 'a direct link' }[payload.kind];
  throw new NotSupported(`${client} does not take ${kind}`);
}
