import { type InitiatedData } from '../../src/downloads/domain/events.js';
import { importMydia } from '../../src/imports/mydia/import-mydia.js';
import { ReleaseSources } from '../../src/releases/release-sources.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { ledgarrDatabase } from './fixtures/mydia/imported.js';
import { client, day, download, hash, mydiaFile, removeFolders } from './fixtures/mydia/mydia-file.js';

const LINK = 'https://indexer.example/dl/1?apikey=x';
const MAGNET = `magnet:?xt=urn:btih:${hash(1)}&tr=http://t.example`;
const BY_HASH = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${hash(1)}&dn=A%20%26%20B` };
const torrent = { metadata: '{"download_protocol":"torrent"}' };
const usenet = { download_client_id: 'nzo_1', metadata: '{"download_protocol":"nzb"}' };
const direct = { download_client_id: null, metadata: '{"download_protocol":"direct"}' };

describe('what is kept of an import for a retry', () => {
  let ledgarr: Awaited<ReturnType<typeof ledgarrDatabase>>;
  beforeAll(async () => {
    ledgarr = await ledgarrDatabase();
  });
  afterAll(() => ledgarr.drop());
  afterAll(removeFolders);

  it.each([
    ['its magnet', { download_url: MAGNET }, { kind: 'magnet', uri: MAGNET }],
    ['its hash, since an indexer forgets its links', { download_url: LINK }, BY_HASH],
    ['its hash, where it has no link', { error_message: 'no' }, BY_HASH],
    ['its hash, where its magnet is broken', { download_url: 'magnet:?dn=x' }, BY_HASH],
    ['its link, where it has no hash', { ...torrent, download_client_id: null, download_url: LINK }, { kind: 'url', url: LINK }],
    ['the link of an NZB', { ...usenet, download_url: LINK }, { kind: 'url', url: LINK }],
    ['the link of a file', { ...direct, download_url: LINK }, { kind: 'url', url: LINK }],
    ['nothing of an NZB without a link', usenet, null],
    ['nothing of a broken link', { ...direct, download_url: 'http://[bad' }, null],
    ['nothing of a link that nobody fetches', { ...direct, download_url: 'file:///etc/passwd' }, null],
  ])('is %s', async (_, more, kept) => {
    const log = new MemoryEventLog();
    const downloads = [download(1, day(10), { title: 'A & B', ...more })];
    const source = await mydiaFile({ download_client_configs: [client('NAS')], downloads });
    await importMydia({ source, log, database: ledgarr.database });
    const { releaseRef } = log.events[0]!.data as InitiatedData;
    const payload = releaseRef === null ? null : await new ReleaseSources(ledgarr.database).load(releaseRef);
    expect(payload).toEqual(kept);
  }); // prettier-ignore
});
