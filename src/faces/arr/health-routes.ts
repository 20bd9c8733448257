import { Injectable } from '@nestjs/common';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { json } from './answer.js';
import { type Routes } from './route.js';

const WIKI = 'https://wiki.servarr.com/sonarr/system#';

/** What somebody has to see to, as far as the tables know. */
@Injectable()
export class HealthRoutes {
  constructor(private readonly clients: ConfiguredClients) {}

  readonly routes: Routes = { 'GET health': async () => json(await this.troubles()) };

  private async troubles() {
    const [clients, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    const down = clients.filter(({ id, enabled }) => enabled && healths.get(id)?.state === 'down');
    const trouble = (message: string, anchor: string) => ({ source: 'DownloadClientCheck', type: 'error', message, wikiUrl: `${WIKI}${anchor}` }); // prettier-ignore
    if (clients.length === 0) return [trouble('No download client is available', 'no-download-client-is-available')];
    return down.map(({ id }) =>
      trouble(
        `Unable to communicate with ${id}. ${healths.get(id)?.lastError ?? ''}`.trim(),
        'unable-to-communicate-with-download-client',
      ),
    );
  }
}
