import { type ClientTypeDefinition } from '../client-type.js';
import { categoryField, downloadDirField, passwordField, urlField, usernameField } from '../client-fields.js';
import { CAPABILITIES, PROTOCOLS, TransmissionClient } from './transmission-client.js';

export const transmissionClientType: ClientTypeDefinition = {
  type: 'transmission',
  label: 'Transmission',
  protocols: PROTOCOLS,
  capabilities: CAPABILITIES,
  schemes: ['http', 'https'],
  fields: [
    urlField('http://nas:9091'),
    usernameField(),
    passwordField(),
    categoryField('Given to each torrent as a label.'),
    downloadDirField('As Transmission sees it. Empty for its own default.'),
  ],
  open: (settings) => new TransmissionClient(settings),
};
