import { UNKNOWN_HEALTH } from '../download-clients/configured-clients.js';
import { troublesOf } from './troubles.js';

const client = (id: string, state: 'up' | 'down' | 'unknown', lastError: string | null = null) => ({ ...UNKNOWN_HEALTH, id, state, lastError }); // prettier-ignore
const root = (path: string, error: string | null) =>
  ({ root: path, state: error === null ? 'ready' : 'unreadable', files: 0, lastScanAt: null, error }) as const;

describe('what is wrong', () => {
  it('is nothing where all is well', () =>
    expect(troublesOf({ problems: [], clients: [client('nas', 'up')], libraryRoots: [root('/films', null)] })).toEqual({
      isKnown: true,
      sentences: [],
    }));

  it('is told client by client and root by root', () =>
    expect(
      troublesOf({
        problems: ['the projection history is paused'],
        clients: [client('nas', 'down', 'nas:8080 refuses the connection')],
        libraryRoots: [root('/films', 'permission denied')],
      }).sentences,
    ).toEqual([
      'the projection history is paused',
      'the client nas is down: nas:8080 refuses the connection',
      'the library root /films cannot be read: permission denied',
    ]));

  it('is not known before every client was looked at', () =>
    expect(troublesOf({ problems: [], clients: [client('nas', 'unknown')], libraryRoots: [] }).isKnown).toBe(false));

  it('is that there is no client', () =>
    expect(troublesOf({ problems: [], clients: [], libraryRoots: [] }).sentences).toEqual([
      'there is no download client: ledgarr clients add, or the page, adds one',
    ]));
});
