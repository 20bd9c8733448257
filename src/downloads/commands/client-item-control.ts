import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { ClientRefused, ClientUnavailable, NotSupported } from '../../download-clients/download-client.js';
import { Refused } from '../domain/refused.js';

/** Tells the client of an active download to pause or resume its item. */
@Injectable()
export class ClientItemControl {
  constructor(
    private readonly database: DataSource,
    private readonly clients: ConfiguredClients,
  ) {}

  /** @throws Refused client-unavailable, not-supported, not-active */
  async apply(downloadId: string, what: 'pause' | 'resume'): Promise<void> {
    const rows = await this.database.query<{ download_client: string; download_client_id: string | null }[]>(
      'SELECT download_client, download_client_id FROM downloads WHERE id = $1',
      [downloadId],
    );
    const row = rows[0];
    if (!row) throw new Refused('not-active');
    const client = await this.clients.find(row.download_client);
    if (!client) throw unavailable(`The client ${row.download_client} is no longer configured.`);
    if (!row.download_client_id) throw unavailable(`The client ${client.id} does not have it yet. Try again shortly.`);
    try {
      await this.clients.open(client)[what](row.download_client_id);
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

const unavailable = (detail: string) => new Refused('client-unavailable', { detail });

function asRefusal(error: unknown): unknown {
  if (error instanceof ClientUnavailable) return unavailable(error.message);
  if (error instanceof NotSupported || error instanceof ClientRefused) {
    return new Refused('not-supported', { detail: error.message });
  }
  return error;
}
