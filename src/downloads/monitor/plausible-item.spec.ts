import { type ClientItem } from '../../download-clients/download-client.js';
import { plausibleFiles, plausibleItem } from './plausible-item.js';

const item: ClientItem = {
  id: 'a',
  itemKeys: ['a'],
  title: 'A',
  category: null,
  state: 'downloading',
  sizeBytes: 10,
  downloadedBytes: 5,
  progress: 0.5,
  downloadSpeed: 1,
  uploadSpeed: 0,
  etaSeconds: 5,
  ratio: 0.1,
  peers: 2,
  message: 'fine',
  outputPath: '/downloads/A',
  processing: null,
  seedingSeconds: 7,
  seedGoalReached: false,
  addedAt: '2026-01-31T20:15:00.000Z',
};
const NUMBERS = [
  'sizeBytes',
  'downloadedBytes',
  'downloadSpeed',
  'uploadSpeed',
  'etaSeconds',
  'ratio',
  'peers',
  'seedingSeconds',
] as const;

describe('what a client says of an item', () => {
  it('is taken as it is where it can be true', () => expect(plausibleItem(item)).toEqual(item));

  it.each([NaN, Infinity, -Infinity, -1, '12', null, undefined, {}])('is not known where a number is %p', (odd) => {
    const said = plausibleItem({ ...item, ...Object.fromEntries([...NUMBERS, 'progress'].map((name) => [name, odd])) });
    expect(said).toEqual({ ...item, ...Object.fromEntries(NUMBERS.map((name) => [name, null])), progress: 0 });
  });

  it('is not known where a whole number is beyond what tables hold, and without its fraction else', () => {
    const odd = { sizeBytes: 2 ** 60, etaSeconds: 8_640_000.7, peers: 2 ** 31, downloadSpeed: 1e300, progress: 1.2 };
    expect(plausibleItem({ ...item, ...odd })).toEqual({ ...item, sizeBytes: null, etaSeconds: 8_640_000, peers: null, downloadSpeed: null, progress: 1 }); // prettier-ignore
  });

  it('holds no character that cannot be stored', () =>
    expect(plausibleItem({ ...item, message: 'a\0b\ud800', outputPath: '/x\0/\udc00y' })).toEqual({
      ...item,
      message: 'ab\ufffd',
      outputPath: '/x/\ufffdy',
    }));

  it('names no file without a name, and no size that is none', () =>
    expect(plausibleFiles([{ path: '', sizeBytes: 1 }, { path: '/a\0', sizeBytes: NaN }, { path: '/b', sizeBytes: -1 }])).toEqual([{ path: '/a', sizeBytes: 0 }, { path: '/b', sizeBytes: 0 }])); // prettier-ignore
});
