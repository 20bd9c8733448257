import { type ClientTypeDefinition } from '../client-type.js';
import {
  apiKeyField,
  categoryField,
  downloadDirField,
  passwordField,
  urlField,
  usernameField,
} from '../client-fields.js';
import { CAPABILITIES, PROTOCOLS, QbittorrentClient } from './qbittorrent-client.js';

export const qbittorrentClientType: ClientTypeDefinition = {
  type: 'qbittorrent',
  label: 'qBittorrent',
  protocols: PROTOCOLS,
  capabilities: CAPABILITIES,
  schemes: ['http', 'https'],
  fields: [
    urlField('http://nas:8080'),
    usernameField('Empty where it asks for none, and with an API key.'),
    passwordField(),
    apiKeyField({ required: false, help: 'Of 5.2 and later, instead of user name and password.' }),
    categoryField('Given to each torrent; made where there is none of this name.'),
    downloadDirField('As qBittorrent sees it. Empty for the folder of the category, or its own default.'),
  ],
  open: (settings) => new QbittorrentClient(settings),
};
