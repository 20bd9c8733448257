import { CommandBus } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type ClientItem, ClientUnavailable, type DownloadClient } from '../../download-clients/download-client.js';
import { localPath } from '../../download-clients/path-mapping.js';
import { causeOfObservation } from '../streams/cause-of-observation.js';
import { CompleteDownload, FailDownload, ReportItemGone } from '../domain/commands.js';
import { plainMessage, RowBackOff } from '../troubled-rows/row-back-off.js';
import { ABSENCE, type ClientSight, type Judged, judgeAbsence } from './absence.js';
import { wrongFile } from './direct-file.js';
import { type FollowedRow, observe, type Observation } from './observation.js';
import { plausibleFiles, plausibleItem } from './plausible-item.js';
import { followedRows, forgetEnded, telemetryRow, writeTelemetry } from './telemetry.js';
import { writeTrouble } from '../troubled-rows/write-trouble.js';

type Parts = { database: DataSource; clients: ConfiguredClients; commands: CommandBus; log: Logger };

/** What a good look at a client has come to: how many downloads are followed, and what the next look goes on from. */
export type Looked = { active: number; sight: ClientSight; warning: string | null };

/** One look at one client, and what follows from it. Unknown is never failure, and no single look ends anything. */
export class ClientPoll {
  private readonly backOff = new RowBackOff();

  constructor(private readonly parts: Parts) {}

  /** @throws ClientUnavailable, in which case nothing has been observed and nothing was done */
  async run(client: ConfiguredClient, before: ClientSight | null): Promise<Looked> {
    const { database, clients } = this.parts;
    // The rows first: one that is accepted while the client makes its list would seem to be missing from it.
    const rows = await followedRows(database, client.id);
    const adapter = clients.open(client);
    const items = (await adapter.list()).map(plausibleItem);
    const observations = observe(rows, items);
    const look = { observations, listed: items.length, session: adapter.session ?? null };
    const judged = judgeAbsence(before, look, performance.now(), ABSENCE);
    await writeTelemetry(
      database,
      observations.map((each) => telemetryRow(client, each, this.backOff.messageOf(each.row.id))),
    );
    for (const observation of observations) await this.deal(observation, judged, client, adapter);
    await forgetEnded(database);
    return { active: rows.length, sight: judged.sight, warning: judged.warning };
  }

  /** What is wrong with one item concerns that item alone: it is tried again later, and says why. */
  private async deal(seen: Observation, judged: Judged, client: ConfiguredClient, adapter: DownloadClient) {
    const { id } = seen.row;
    if (!this.backOff.mayTry(id)) return;
    try {
      if (seen.found) await this.conclude(seen.row, seen.item, client, adapter);
      else if (judged.gone.has(id))
        await this.parts.commands.execute(new ReportItemGone(id, causeOfObservation('monitor', id)));
      this.backOff.succeeded(id);
    } catch (error) {
      // Or is it the client? Then this throws, and nobody else has to wait for its time-out.
      if (error instanceof ClientUnavailable) await adapter.test();
      const message = plainMessage(error);
      const retryInMs = this.backOff.failed(id, message);
      this.parts.log.error(
        { client: client.id, download: id, err: error, retryInMs },
        'an item could not be dealt with',
      );
      await writeTrouble(this.parts.database, id, message);
    }
  }

  private async conclude(row: FollowedRow, item: ClientItem, client: ConfiguredClient, adapter: DownloadClient) {
    const { id } = row;
    const { commands } = this.parts;
    const cause = causeOfObservation('monitor', id);
    if (item.state === 'failed') await commands.execute(new FailDownload(id, 'client-error', item.message, cause));
    if (item.state !== 'complete') return;
    const outputPath = item.outputPath === null ? null : localPath(client, item.outputPath);
    const wrong = row.protocol === 'direct' ? await wrongFile(item, outputPath, row.sizeBytes) : null;
    if (wrong !== null) return void (await commands.execute(new FailDownload(id, 'wrong-content', wrong, cause)));
    const files = plausibleFiles(await adapter.files(item.id));
    const local = files.map(({ path, sizeBytes }) => ({ path: localPath(client, path), sizeBytes }));
    await commands.execute(new CompleteDownload(id, outputPath, local, item.sizeBytes, cause));
  }
}
