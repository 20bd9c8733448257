import { CLIENT_TYPES, ClientUnavailable, type ClientType, type ConnectionSettings } from './download-client.js';
import { openClient } from './open-client.js';

const settings = (type: ClientType): ConnectionSettings => ({
  type,
  url: 'http://127.0.0.1:1/',
  username: null,
  password: null,
  apiKey: null,
  category: null,
  downloadDir: null,
});

describe('a client of a configured type', () => {
  it('is given downloads where it has an adapter', () =>
    expect(CLIENT_TYPES.filter((type) => openClient(settings(type)).protocols.length > 0)).toEqual([
      'transmission',
      'aria2',
    ]));

  it('is unavailable, in plain words, where it has none', async () => {
    const client = openClient(settings('sabnzbd'));
    const refused = new ClientUnavailable('This version has no adapter for sabnzbd yet.');
    await expect(client.list()).rejects.toEqual(refused);
    await expect(client.test()).rejects.toEqual(refused);
    await expect(client.remove('x', { removeData: true })).rejects.toEqual(refused);
  });
});
