import { clientTypeOf, traitsOf } from './client-types.js';
import { CLIENT_TYPES, ClientUnavailable, type ClientType, type ConnectionSettings } from './download-client.js';
import { openClient } from './open-client.js';

const settings = (type: ClientType, url = 'http://nas:1/'): ConnectionSettings => ({
  type,
  url,
  username: null,
  password: null,
  apiKey: null,
  category: null,
  downloadDir: null,
});

describe('a client of a configured type', () => {
  it('is given downloads where it has an adapter', () =>
    expect(CLIENT_TYPES.filter((type) => openClient(settings(type)).protocols.length > 0)).toEqual([
      'qbittorrent',
      'transmission',
      'deluge',
      'rtorrent',
      'sabnzbd',
      'nzbget',
      'aria2',
    ]));

  it('is unavailable, in plain words, where only a later version knows its type', async () => {
    const client = openClient(settings('flood' as ClientType));
    const refused = new ClientUnavailable('This version has no adapter for flood yet.');
    await expect(client.list()).rejects.toEqual(refused);
    await expect(client.test()).rejects.toEqual(refused);
    await expect(client.remove('x', { removeData: true })).rejects.toEqual(refused);
  });

  it.each(CLIENT_TYPES)('takes and can do what is said of every %s', (type) => {
    const { protocols, capabilities } = openClient(settings(type));
    expect({ protocols, capabilities }).toEqual(traitsOf(type));
  });

  it.each(['http://u:50%off@nas', 'http://u:pa#ss@nas:9091', 'http://nas:90911', 'nas:port', '', 'ftp://nas'])(
    'is unavailable, not thrown, when it was stored with the address %s',
    async (url) => {
      for (const type of CLIENT_TYPES) {
        const client = openClient(settings(type, url));
        expect([type, client.protocols]).toEqual([type, traitsOf(type).protocols]);
        await expect(client.list()).rejects.toThrow(ClientUnavailable);
        await expect(client.add({} as never)).rejects.toThrow(
          clientTypeOf(type) ? /^The address of the client .*/ : /no adapter/,
        );
      }
    },
  );
});
