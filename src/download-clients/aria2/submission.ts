import { normalisedLink } from '../../releases/links/direct-link.js';
import { type ReleasePayload } from '../../releases/release.js';
import { ClientRefused, NotSupported } from '../download-client.js';
import { type Aria2Rpc } from './aria2-rpc.js';

/** Hands a release over under this gid. @throws Aria2Error, ClientRefused, NotSupported, ClientUnavailable */
export async function submit(
  rpc: Aria2Rpc,
  payload: ReleasePayload,
  { gid, dir }: { gid: string; dir: string },
): Promise<void> {
  // Completed jobs stay in the session file, else one that completes just before a crash would look removed.
  const common = { gid, dir, 'force-save': 'true' };
  switch (payload.kind) {
    case 'torrent':
      await rpc.addTorrent(payload.file, { ...common, 'check-integrity': 'true' });
      return;
    case 'magnet':
      // With its metadata saved, a magnet needs no peer to go on after a restart.
      await rpc.addUri(payload.uri, {
        ...common,
        'check-integrity': 'true',
        'bt-save-metadata': 'true',
        'bt-load-saved-metadata': 'true',
      });
      return;
    case 'url':
      if (!URL.canParse(payload.url)) throw new ClientRefused('What the release has for a link is none.');
      await rpc.addUri(normalisedLink(payload.url), {
        ...common,
        continue: 'true',
        'always-resume': 'false',
        'follow-torrent': 'false',
        'follow-metalink': 'false',
      });
      return;
    case 'nzb':
      throw new NotSupported('aria2 does not download from Usenet');
  }
}
