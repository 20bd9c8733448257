import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ClientHealth, type ConfiguredClient } from '../../download-clients/configured-client.js';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { UnavailableClient } from '../../download-clients/unavailable-client.js';
import { type Release } from '../../releases/release.js';
import { type Protocol } from '../domain/events.js';
import { Refused } from '../domain/refused.js';

/** What a client must be able to take. */
export type Needs = Pick<Release, 'protocol' | 'v2Only'>;

/** One that has been away for less is waited for: it may just be starting anew. */
const DOWN_FOR_LONG_MS = 60_000;

/** Chooses the client of a new download: the one that was asked for, or the first by priority that can do it, has room and is not down for long. */
@Injectable()
export class ClientSelector {
  constructor(
    private readonly clients: ConfiguredClients,
    private readonly database: DataSource,
  ) {}

  /** @throws Refused no-client-available; invalid-release where all that is wrong is BitTorrent v2 */
  async select(needs: Needs, wanted: string | null): Promise<ConfiguredClient> {
    const offered = await this.clients.offered();
    const able = offered.filter((client) => client.enabled && this.protocolsOf(client).includes(needs.protocol));
    const asked = wanted === null ? able : able.filter(({ id }) => id === wanted);
    const chosen = await this.firstOf(asked.filter((client) => this.knows(client, needs)));
    if (chosen) return chosen;
    if (asked.length === 0)
      throw new Refused('no-client-available', { detail: whyNone(needs.protocol, wanted, offered) });
    const others = able.filter((client) => this.knows(client, needs)).map(({ id }) => id);
    throw new Refused('invalid-release', { detail: noneKnowsV2(asked, others) });
  }

  /** For a retry: the client of before, or another where that one is no longer to be had. @throws Refused */
  async selectForRetry(before: string, needs: Needs): Promise<ConfiguredClient> {
    const client = await this.clients.find(before);
    return client?.enabled && this.knows(client, needs) ? client : this.select(needs, null);
  }

  /** One that is down for long or full is passed over for the next; where all are, the first up, or the first, will see to it one day. */
  private async firstOf(able: readonly ConfiguredClient[]): Promise<ConfiguredClient | undefined> {
    if (able.length < 2) return able[0];
    const [healths, active] = await Promise.all([this.clients.healths(), this.activeIn(able)]);
    const up = able.filter((client) => this.isUsable(client) && !isDownForLong(healths.get(client.id), Date.now()));
    return up.find(({ id, maxActive }) => maxActive === null || (active.get(id) ?? 0) < maxActive) ?? up[0] ?? able[0];
  }

  /** How many downloads are under way in each that has a limit. */
  private async activeIn(clients: readonly ConfiguredClient[]): Promise<Map<string, number>> {
    const limited = clients.filter(({ maxActive }) => maxActive !== null).map(({ id }) => id);
    if (limited.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; active: number }[]>(
      `SELECT download_client AS id, count(*)::int AS active FROM downloads
       WHERE download_client = ANY ($1) AND status <> 'cancelling' GROUP BY download_client`,
      [limited],
    );
    return new Map(rows.map(({ id, active }) => [id, active]));
  }

  /** One with settings that open nothing will not be up until somebody has mended them. */
  private isUsable(client: ConfiguredClient): boolean {
    return !(this.clients.open(client) instanceof UnavailableClient);
  }

  private protocolsOf(client: ConfiguredClient) {
    return this.clients.open(client).protocols;
  }

  private knows(client: ConfiguredClient, { v2Only }: Needs): boolean {
    return !v2Only || this.clients.open(client).capabilities.includes('torrent-v2');
  }
}

/** @param now milliseconds since 1970 */
const isDownForLong = (health: ClientHealth | undefined, now: number): boolean =>
  health?.state === 'down' && (health.since === null || now - Date.parse(health.since) >= DOWN_FOR_LONG_MS);

function noneKnowsV2(asked: readonly ConfiguredClient[], others: readonly string[]): string {
  const named = asked.map(({ id, type }) => `${id} (${type})`).join(', ');
  const remedy =
    others.length > 0
      ? `These could take it: ${others.join(', ')}.`
      : 'qBittorrent 4.4 and later could take it; none is configured.';
  return `The torrent is of BitTorrent v2 alone, which ${named} cannot download. ${remedy} A hybrid or v1 torrent of the release works as well.`;
}

function whyNone(protocol: Protocol, wanted: string | null, offered: readonly ConfiguredClient[]): string {
  if (wanted === null) return `No enabled download client takes ${protocol} releases. Add one at /api/v1/clients.`;
  const known = offered.find(({ id }) => id === wanted);
  if (!known)
    return `client: there is none called ${wanted}. Known are: ${offered.map(({ id }) => id).join(', ') || 'none'}.`;
  if (!known.enabled) return `client: ${wanted} is switched off.`;
  return `client: ${wanted} does not take ${protocol} releases.`;
}
