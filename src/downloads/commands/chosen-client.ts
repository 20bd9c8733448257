import { Injectable } from '@nestjs/common';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type Protocol } from '../domain/events.js';
import { Refused } from '../domain/refused.js';

/** Chooses the client of a new download: the one that was asked for, or the first by priority that can do it and is not down. */
@Injectable()
export class ChosenClient {
  constructor(private readonly clients: ConfiguredClients) {}

  /** @throws Refused no-client-available */
  async choose(protocol: Protocol, wanted: string | null): Promise<ConfiguredClient> {
    const offered = await this.clients.offered();
    const able = offered.filter((client) => client.enabled && this.clients.open(client).protocols.includes(protocol));
    const chosen = wanted === null ? await this.firstOf(able) : able.find(({ id }) => id === wanted);
    if (chosen) return chosen;
    throw new Refused('no-client-available', { detail: whyNone(protocol, wanted, offered) });
  }

  /** For a retry: the client of before, or another where that one is no longer to be had. @throws Refused */
  async again(before: string, protocol: Protocol): Promise<ConfiguredClient> {
    const client = await this.clients.find(before);
    return client?.enabled ? client : this.choose(protocol, null);
  }

  /** One that is down is passed over while another is up; where none is, the first will come back. */
  private async firstOf(able: readonly ConfiguredClient[]): Promise<ConfiguredClient | undefined> {
    if (able.length < 2) return able[0];
    const healths = await this.clients.healths();
    return able.find(({ id }) => healths.get(id)?.state !== 'down') ?? able[0];
  }
}

function whyNone(protocol: Protocol, wanted: string | null, offered: readonly ConfiguredClient[]): string {
  if (wanted === null) return `No enabled download client takes ${protocol} releases. Add one at /api/v1/clients.`;
  const known = offered.find(({ id }) => id === wanted);
  if (!known)
    return `client: there is none called ${wanted}. Known are: ${offered.map(({ id }) => id).join(', ') || 'none'}.`;
  if (!known.enabled) return `client: ${wanted} is switched off.`;
  return `client: ${wanted} does not take ${protocol} releases.`;
}
