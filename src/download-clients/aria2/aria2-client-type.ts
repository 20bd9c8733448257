import { type ClientTypeDefinition } from '../client-type.js';
import { downloadDirField, passwordField, urlField } from '../client-fields.js';
import { BUILTIN } from '../configured-client.js';
import { Aria2Client } from './aria2-client.js';

export const aria2ClientType: ClientTypeDefinition = {
  type: 'aria2',
  label: 'aria2',
  protocols: ['torrent', 'direct'],
  // That it can remove data as well depends on where it runs.
  capabilities: ['pause'],
  schemes: ['http', 'https'],
  fields: [
    urlField('http://127.0.0.1:6800/jsonrpc'),
    passwordField({ label: 'RPC secret', help: 'What aria2 was started with as --rpc-secret.' }),
    downloadDirField('As aria2 sees it. Empty for the one that it was started with.'),
  ],
  open: (settings) => new Aria2Client(settings, { own: settings.id === BUILTIN }),
};
