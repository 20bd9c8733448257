import { type ClientTypeDefinition } from '../client-type.js';
import { categoryField, passwordField, urlField, usernameField } from '../client-fields.js';
import { CAPABILITIES, NzbgetClient, PROTOCOLS } from './nzbget-client.js';

export const nzbgetClientType: ClientTypeDefinition = {
  type: 'nzbget',
  label: 'NZBGet',
  protocols: PROTOCOLS,
  capabilities: CAPABILITIES,
  schemes: ['http', 'https'],
  fields: [
    urlField('http://nas:6789'),
    usernameField('ControlUsername in NZBGet.'),
    passwordField({ help: 'ControlPassword in NZBGet.' }),
    categoryField('One of NZBGet, which decides on the folder.'),
  ],
  open: (settings) => new NzbgetClient(settings),
};
