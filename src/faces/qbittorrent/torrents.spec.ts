import { completedDownload, presentDownload } from '../../../test/support/face-torrents.js';
import { type Scope } from '../../http/auth/principal.js';
import { type TorrentNote } from './torrent-notes.js';
import { shownTo } from './torrents.js';

const sonarr = { name: 'sonarr', scopes: ['request'] as Scope[] };
const radarr = { name: 'radarr', scopes: ['request'] as Scope[] };
const dashboard = { name: 'homepage', scopes: ['read'] as Scope[] };
const note = (more: Partial<TorrentNote> = {}): TorrentNote => ({ hash: 'a'.repeat(40), downloadId: presentDownload().id, category: 'imported', tags: ['x'], forceStart: false, ratioLimit: null, seedingTimeLimit: null, hasLeft: false, ...more }); // prettier-ignore

describe('what a program sees', () => {
  it('is what it has asked for itself; who may read sees all', () => {
    expect(shownTo(sonarr, presentDownload(), undefined)).toMatchObject({ isOwn: true, category: 'tv' });
    expect(shownTo(radarr, presentDownload(), undefined)).toBeNull();
    expect(shownTo(dashboard, presentDownload(), undefined)).toMatchObject({ isOwn: false, category: 'tv' });
  });

  it('is as it has said', () =>
    expect(shownTo(sonarr, presentDownload(), note())).toMatchObject({ category: 'imported', tags: ['x'] }));

  it('is not what it is done with, nor what is about to go', () => {
    expect(shownTo(sonarr, completedDownload(), note({ hasLeft: true }))).toBeNull();
    expect(shownTo(sonarr, presentDownload({ isLeaving: true }), undefined)).toBeNull();
  });

  it('is no NZB, unless it was asked for here', () => {
    const nzb = presentDownload({ protocol: 'usenet' });
    expect(shownTo(sonarr, nzb, undefined)).toBeNull();
    expect(shownTo(sonarr, nzb, note())).not.toBeNull();
  });

  it('is told of what failed before its client had it, as nobody else is', () => {
    const failed = presentDownload({ status: 'failed', downloadClientId: null });
    expect(shownTo(sonarr, failed, note())).not.toBeNull();
    expect(shownTo(dashboard, failed, undefined)).toBeNull();
  });
});
