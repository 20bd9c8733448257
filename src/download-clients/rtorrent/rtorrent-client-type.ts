import { categoryField, downloadDirField, passwordField, urlField, usernameField } from '../client-fields.js';
import { type ClientTypeDefinition } from '../client-type.js';
import { CAPABILITIES, PROTOCOLS, RTorrentClient } from './rtorrent-client.js';

export const rtorrentClientType: ClientTypeDefinition = {
  type: 'rtorrent',
  label: 'rTorrent',
  protocols: PROTOCOLS,
  capabilities: CAPABILITIES,
  schemes: ['http', 'https', 'scgi'],
  fields: [
    urlField('http://nas/RPC2 for its XML-RPC behind a web server, or scgi://nas:5000 or scgi:///run/rtorrent.sock'),
    usernameField('Of the web server in front of it. SCGI itself asks for none.'),
    passwordField(),
    categoryField('Given to each torrent as a label (custom1), as ruTorrent shows it.'),
    downloadDirField('As rTorrent sees it; it has to exist. Empty for its own default.'),
  ],
  open: (settings) => new RTorrentClient(settings),
};
