import { type DataSource } from 'typeorm';
import { builtinClient, type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type Capability } from '../../download-clients/download-client.js';
import { ClientSelector } from './client-selector.js';

const configured = (id: string): ConfiguredClient => ({ ...builtinClient('http://127.0.0.1:1', 'x', '/'), id });

/** Clients that are configured, in this order, and what each can do. */
const clients = (can: Record<string, Capability[]>) => {
  const all = Object.keys(can).map(configured);
  const open = ({ id }: ConfiguredClient) => ({ protocols: ['torrent'], capabilities: can[id] });
  const find = (id: string) => Promise.resolve(all.find((client) => client.id === id) ?? null);
  const healths = () => Promise.resolve(new Map());
  return new ClientSelector(
    {
      offered: () => Promise.resolve(all),
      healths,
      find,
      open,
    } as unknown as ConfiguredClients,
    NO_DATABASE,
  );
};
/** None of these clients has a limit, so nobody is counted. */
const NO_DATABASE = {} as DataSource;
const V2 = { protocol: 'torrent', v2Only: true } as const;
const V1 = { protocol: 'torrent' } as const;

describe('the client of a torrent that is BitTorrent v2 alone', () => {
  it('is the first that knows v2', async () => {
    const chosen = clients({ old: ['pause'], new: ['torrent-v2'] });
    expect((await chosen.select(V2, null)).id).toBe('new');
    expect((await chosen.select(V1, null)).id).toBe('old');
    expect((await chosen.select(V2, 'new')).id).toBe('new');
  });

  it('is another one for a retry, where that of before does not know v2', async () => {
    const chosen = clients({ old: [], new: ['torrent-v2'] });
    expect((await chosen.selectForRetry('old', V2)).id).toBe('new');
    expect((await chosen.selectForRetry('old', V1)).id).toBe('old');
  });

  it('is not the one that was asked for without knowing v2, and those that do are named', async () => {
    await expect(clients({ old: [], new: ['torrent-v2'] }).select(V2, 'old')).rejects.toMatchObject({
      code: 'invalid-release',
      message: expect.stringMatching(/BitTorrent v2 .* old \(aria2\) .* could take it: new\./) as string,
    });
  });

  it('is none where none knows v2, and a kind that does is named', async () => {
    await expect(clients({ old: [], older: [] }).select(V2, null)).rejects.toMatchObject({
      code: 'invalid-release',
      message: expect.stringMatching(/old \(aria2\), older \(aria2\) cannot .* qBittorrent 4\.4/) as string,
    });
  });

  it('is refused as any torrent where there is no client at all', async () => {
    await expect(clients({}).select(V2, null)).rejects.toMatchObject({ code: 'no-client-available' });
    await expect(clients({ old: [] }).select(V2, 'unknown')).rejects.toMatchObject({ code: 'no-client-available' });
  });
});
