import { completedDownload, presentDownload } from '../../../test/support/face-torrents.js';
import { type AskerView } from '../../downloads/queries/list-askers.js';
import { type PresentDownload } from '../../downloads/queries/present-download.js';
import { type Scope } from '../../http/auth/principal.js';
import { type TorrentNote } from './torrent-notes.js';
import { torrentsOf } from './torrents.js';

const sonarr = { name: 'sonarr', scopes: ['request'] as Scope[] };
const dashboard = { name: 'homepage', scopes: ['read'] as Scope[] };
const JOIN = '00000000-0000-4000-8000-00000000000a';

const asker = (more: Partial<AskerView> = {}): AskerView => {
  const { id: downloadId, itemKey } = presentDownload();
  const asked = { itemKey, title: 'As.Asked.S01E01', category: 'tv', actor: 'sonarr' };
  return { joinId: JOIN, downloadId, ...asked, requester: false, joinedAt: '2026-11-25T12:00:00Z', ...more };
};
const note = (more: Partial<TorrentNote> = {}): TorrentNote => ({ joinId: JOIN, category: 'imported', tags: ['x'], forceStart: false, ratioLimit: null, seedingTimeLimit: null, ...more }); // prettier-ignore
const shown = (
  caller: typeof sonarr,
  downloads: PresentDownload[],
  askers: AskerView[] = [],
  notes: TorrentNote[] = [],
) => torrentsOf(caller, downloads, askers, new Map(notes.map((each) => [each.joinId, each])));

describe('what a program sees', () => {
  it('is what it waits for, under the hash, name and category that it asked for, whoever began it', () => {
    const asked = asker({ itemKey: 'c'.repeat(40) });
    expect(shown(sonarr, [presentDownload({ askers: 2 })], [asked])).toMatchObject([
      { hash: 'c'.repeat(40), name: 'As.Asked.S01E01', category: 'tv', joinId: JOIN, isLastAsker: false },
    ]);
    expect(shown(sonarr, [presentDownload()])).toEqual([]);
  });

  it('is as it has said', () =>
    expect(shown(sonarr, [presentDownload()], [asker()], [note()])).toMatchObject([
      { category: 'imported', tags: ['x'] },
    ]));

  it('is an item for each category that asked for the same hash', () => {
    const askers = [asker(), asker({ joinId: '00000000-0000-4000-8000-00000000000b', category: 'movies' })];
    expect(shown(sonarr, [presentDownload()], askers).map(({ category }) => category)).toEqual(['tv', 'movies']);
  });

  it('is all that there is, for one who may read it, and its own under its own name', () => {
    const other = presentDownload({ id: '00000000-0000-4000-8000-000000000002', itemKey: 'b'.repeat(40) });
    expect(shown(dashboard, [presentDownload(), other])).toMatchObject([{ joinId: null }, { joinId: null }]);
    const mixed = shown(dashboard, [presentDownload(), other], [asker({ actor: 'homepage' })]);
    expect(mixed.map(({ name, joinId }) => [name, joinId])).toEqual([['As.Asked.S01E01', JOIN], [other.title, null]]); // prettier-ignore
  });

  it('is not what is about to go', () =>
    expect(shown(sonarr, [completedDownload({ isLeaving: true })], [asker()])).toEqual([]));

  it('is no NZB, unless it was asked for here', () => {
    const nzb = presentDownload({ protocol: 'usenet' });
    expect(shown(sonarr, [nzb], [asker()])).toEqual([]);
    expect(shown(sonarr, [nzb], [asker()], [note()])).toHaveLength(1);
    expect(shown(dashboard, [nzb])).toEqual([]);
  });

  it('is told of what failed before its client had it, as nobody else is', () => {
    const failed = presentDownload({ status: 'failed', downloadClientId: null });
    expect(shown(sonarr, [failed], [asker()])).toHaveLength(1);
    expect(shown(dashboard, [failed])).toEqual([]);
  });
});
