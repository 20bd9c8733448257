import { type ReleasePayload } from '../../releases/release.js';
import { type AddRequest, NotSupported } from '../download-client.js';

/**
 * The form of `torrents/add`. All that it is to have is given with it: what is called after an add may be lost while it is
 * still being taken. Each version knows one of the two words for "not started", and passes over the other.
 * @throws NotSupported
 */
export function formFrom(
  request: AddRequest,
  defaults: { category: string | null; downloadDir: string | null },
): FormData {
  const form = new FormData();
  addRelease(form, request.payload);
  const category = request.category ?? defaults.category;
  if (category !== null) form.set('category', category); // made, where there is none of this name
  if (defaults.downloadDir !== null) {
    form.set('savepath', defaults.downloadDir);
    form.set('autoTMM', 'false'); // else the category's folder would go before it
  }
  for (const word of ['paused', 'stopped']) form.set(word, String(request.paused ?? false));
  const { ratio = null, seedingMinutes = null } = request.seedGoal ?? {};
  if (ratio !== null) form.set('ratioLimit', String(ratio));
  if (seedingMinutes !== null) form.set('seedingTimeLimit', String(Math.ceil(seedingMinutes)));
  return form;
}

function addRelease(form: FormData, payload: ReleasePayload): void {
  switch (payload.kind) {
    case 'torrent':
      return form.set(
        'torrents',
        new Blob([Buffer.from(payload.file)], { type: 'application/x-bittorrent' }),
        'release.torrent',
      );
    case 'magnet':
      return form.set('urls', payload.uri);
    case 'nzb':
      throw new NotSupported('qBittorrent does not take an NZB');
    case 'url':
      // A link that leads to a torrent is fetched and judged before: what is left is a file.
      throw new NotSupported('qBittorrent does not take a direct link');
  }
}
