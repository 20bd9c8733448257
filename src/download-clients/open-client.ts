import { Aria2Client } from './aria2/aria2-client.js';
import { ClientWithoutAdapter } from './client-without-adapter.js';
import { BUILTIN } from './configured-client.js';
import { type ConnectionSettings, type DownloadClient } from './download-client.js';
import { TransmissionClient } from './transmission/transmission-client.js';

/** The adapter for a configured client. Nothing is called yet, so a client that is down is opened all the same. */
export function openClient(settings: ConnectionSettings & { id?: string }): DownloadClient {
  switch (settings.type) {
    case 'aria2':
      return new Aria2Client(settings, { own: settings.id === BUILTIN });
    case 'transmission':
      return new TransmissionClient(settings);
    case 'qbittorrent':
    case 'deluge':
    case 'rtorrent':
    case 'sabnzbd':
    case 'nzbget':
      return new ClientWithoutAdapter(settings.type);
  }
}
