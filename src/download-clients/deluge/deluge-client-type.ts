import { type ClientTypeDefinition } from '../client-type.js';
import { categoryField, downloadDirField, passwordField, urlField } from '../client-fields.js';
import { CAPABILITIES, DelugeClient, PROTOCOLS } from './deluge-client.js';

export const delugeClientType: ClientTypeDefinition = {
  type: 'deluge',
  label: 'Deluge',
  protocols: PROTOCOLS,
  capabilities: CAPABILITIES,
  schemes: ['http', 'https'],
  fields: [
    urlField('http://nas:8112'),
    passwordField({ required: true, help: 'Of deluge-web; "deluge" where it was never changed.' }),
    categoryField('Given to each torrent as a label; needs the Label plug-in.'),
    downloadDirField('As Deluge sees it. Empty for its own default.'),
    {
      name: 'host',
      label: 'Daemon',
      kind: 'text',
      required: false,
      help: 'As address:port in the connection manager of deluge-web. Empty for the only one.',
    },
  ],
  open: (settings) => new DelugeClient(settings),
};
