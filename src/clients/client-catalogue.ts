import { Injectable } from '@nestjs/common';
import { shownAddress } from '../download-clients/client-address.js';
import { type ClientHealth, type ConfiguredClient } from '../download-clients/configured-client.js';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../download-clients/configured-clients.js';
import { ProblemError } from '../http/problem.js';
import { slug } from './client-schemas.js';
import { type ClientView } from './views.js';

/** The configured clients, as they are shown: without their secrets. */
@Injectable()
export class ClientCatalogue {
  constructor(private readonly clients: ConfiguredClients) {}

  async list(): Promise<ClientView[]> {
    const [offered, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    return offered.map((client) => this.shown(client, healths.get(client.id)));
  }

  /** @throws ProblemError not-found */
  async view(id: string): Promise<ClientView> {
    const [client, healths] = await Promise.all([this.find(id), this.clients.healths()]);
    return this.shown(client, healths.get(id));
  }

  /** @throws ProblemError not-found */
  async find(id: string): Promise<ConfiguredClient> {
    // What is no slug cannot be the id of any.
    const client = slug.safeParse(id).success ? await this.clients.find(id) : null;
    if (!client) throw this.missing(id);
    return client;
  }

  missing(id: string): ProblemError {
    return new ProblemError({ status: 404, code: 'not-found', title: `There is no download client ${id}.` });
  }

  private shown(client: ConfiguredClient, health: ClientHealth = UNKNOWN_HEALTH): ClientView {
    const { password: _password, apiKey: _apiKey, ...shown } = client;
    const { protocols, capabilities } = this.clients.open(client);
    return {
      ...shown,
      url: shownAddress(client.url),
      protocols: [...protocols],
      capabilities: [...capabilities],
      health,
    };
  }
}
