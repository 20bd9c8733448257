import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import { type Settings } from '../config/settings.js';
import { localPath } from '../download-clients/configured-client.js';
import { ConfiguredClients } from '../download-clients/configured-clients.js';

/** Where downloads go: callers look whether they can see it too. */
@Injectable()
export class DownloadFolder {
  constructor(
    private readonly clients: ConfiguredClients,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The folder of the client that such releases go to first, as this machine sees it; of the built-in client where that one has none. */
  async path(protocol: 'torrent' | 'usenet'): Promise<string> {
    const offered = await this.clients.offered();
    const first = offered.find((client) => client.enabled && this.clients.open(client).protocols.includes(protocol));
    return first?.downloadDir ? localPath(first, first.downloadDir) : this.settings.downloadDir;
  }
}
