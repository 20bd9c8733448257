import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ConfiguredClient } from '../download-clients/configured-client.js';
import { ConfiguredClients } from '../download-clients/configured-clients.js';
import { causeOfRequest } from '../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../downloads/api/download-gateway.js';
import { RetryDownload } from '../downloads/commands/retry-download.js';
import { CancelDownload } from '../downloads/domain/commands.js';
import { type Principal } from '../http/auth/principal.js';
import { invalidInput, ProblemError } from '../http/problem.js';

/** What becomes of the downloads of a client that is deleted; one that has any is not, where neither is said. */
export type Removal = { downloads?: 'cancel' | undefined; moveTo?: string | undefined };

type ActiveRow = { id: string; status: string; protocol: string | null };

/** How often downloads are looked for that had begun before the client was switched off. */
const MOST_ROUNDS = 10;

/** Deletes a client. What it has it keeps: nothing is removed from it, so that it can also be one that is down for good. */
@Injectable()
export class ClientRemoval {
  constructor(
    private readonly clients: ConfiguredClients,
    private readonly database: DataSource,
    private readonly downloads: DownloadGateway,
  ) {}

  /** @throws ProblemError client-has-downloads, invalid-input; Refused where a download cannot be begun in the other client */
  async remove(client: ConfiguredClient, how: Removal, caller: Principal): Promise<void> {
    const rows = await this.activeRows(client.id);
    if (rows.length > 0 && !how.downloads && !how.moveTo) throw hasDownloads(client, rows.length);
    if (how.moveTo !== undefined) await this.checkTarget(client, how.moveTo, rows);
    if (rows.length > 0) await this.clients.update({ ...client, enabled: false });
    await this.endAll(client, how, caller);
    await this.clients.delete(client.id);
  }

  private async endAll(client: ConfiguredClient, how: Removal, caller: Principal): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const rows = await this.activeRows(client.id);
      if (rows.length === 0) return;
      for (const row of rows) await this.end(row, how, caller);
    }
    throw hasDownloads(client, (await this.activeRows(client.id)).length);
  }

  private async end({ id, status }: ActiveRow, how: Removal, caller: Principal): Promise<void> {
    await this.downloads.execute(new CancelDownload(id, false, true, causeOfRequest(caller)));
    // One that was being cancelled already is wanted nowhere else.
    if (how.moveTo !== undefined && status !== 'cancelling')
      await this.downloads.execute(new RetryDownload(id, causeOfRequest(caller), how.moveTo));
  }

  private async checkTarget(client: ConfiguredClient, id: string, rows: readonly ActiveRow[]): Promise<void> {
    const target = id === client.id ? null : await this.clients.find(id);
    if (!target?.enabled)
      throw invalidInput([{ field: 'moveTo', problem: 'is the id of another client that is switched on' }]);
    const { protocols } = this.clients.open(target);
    const others = [...new Set(rows.map(({ protocol }) => protocol))].filter(
      (each) => !protocols.some((p) => p === each),
    );
    if (others.length > 0)
      throw invalidInput([{ field: 'moveTo', problem: `${id} takes no ${others.join(' and no ')} downloads` }]);
  }

  private activeRows(id: string): Promise<ActiveRow[]> {
    return this.database.query<ActiveRow[]>(
      'SELECT id, status, protocol FROM downloads WHERE download_client = $1 ORDER BY initiated_at, id',
      [id],
    );
  }
}

const hasDownloads = ({ id }: ConfiguredClient, active: number) =>
  new ProblemError({
    status: 409,
    code: 'client-has-downloads',
    title: `The client ${id} has downloads under way.`,
    detail: `There are ${active}. Add ?downloads=cancel to cancel them, or ?moveTo=<client> to begin them anew in another client; what ${id} has of them stays in it.`,
    active,
  });
