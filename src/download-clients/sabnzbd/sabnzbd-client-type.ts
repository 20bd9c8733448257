import { type ClientTypeDefinition } from '../client-type.js';
import { apiKeyField, categoryField, urlField } from '../client-fields.js';
import { CAPABILITIES, PROTOCOLS, SabnzbdClient } from './sabnzbd-client.js';

export const sabnzbdClientType: ClientTypeDefinition = {
  type: 'sabnzbd',
  label: 'SABnzbd',
  protocols: PROTOCOLS,
  capabilities: CAPABILITIES,
  schemes: ['http', 'https'],
  fields: [
    urlField('http://nas:8080'),
    apiKeyField({ help: 'Under Config > General in SABnzbd. Not the NZB key, which may only add.' }),
    categoryField('One of SABnzbd, which decides on the folder and on what follows the download.'),
  ],
  open: (settings) => new SabnzbdClient(settings),
};
