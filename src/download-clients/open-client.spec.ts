import { CLIENT_TYPES, NotSupported, type ClientType, type ConnectionSettings } from './download-client.js';
import { openClient } from './open-client.js';

const settings = (type: ClientType): ConnectionSettings => ({ type, url: 'http://127.0.0.1:1/', username: null, password: null, apiKey: null, category: null, downloadDir: null }); // prettier-ignore

it('opens a client of each type that has an adapter, and says plainly which have none', () => {
  const opened = CLIENT_TYPES.filter((type) => {
    try {
      return openClient(settings(type)) !== null;
    } catch (error) {
      expect(error).toBeInstanceOf(NotSupported);
      expect((error as Error).message).toContain(type);
      return false;
    }
  });
  expect(opened).toEqual(['transmission', 'aria2']);
});
