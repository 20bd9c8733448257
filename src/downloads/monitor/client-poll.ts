import { CommandBus } from '@nestjs/cqrs';
import { type DataSource } from 'typeorm';
import { type ConfiguredClient, localPath } from '../../download-clients/configured-client.js';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { type ClientItem, type DownloadClient } from '../../download-clients/download-client.js';
import { report } from '../commands/report.js';
import { CompleteDownload, FailDownload, ReportItemGone } from '../domain/commands.js';
import { wrongFile } from './direct-file.js';
import { observe, POLLS_UNTIL_GONE, type Observation } from './observation.js';
import { followedRows, forgetEnded, writeTelemetry } from './telemetry.js';

/** One look at one client, and what follows from it. Unknown is never failure, and no single look ends anything. */
export class ClientPoll {
  constructor(
    private readonly database: DataSource,
    private readonly clients: ConfiguredClients,
    private readonly commands: CommandBus,
  ) {}

  /**
   * @returns how many downloads are being followed
   * @throws ClientUnavailable, in which case nothing has been observed and nothing was done
   */
  async run(client: ConfiguredClient): Promise<number> {
    // The rows first: one that is accepted while the client makes its list would seem to be missing from it.
    const rows = await followedRows(this.database, client.id);
    const adapter = this.clients.open(client);
    const items = await adapter.list();
    const observations = observe(rows, items);
    await writeTelemetry(this.database, observations);
    for (const observation of observations) await this.conclude(observation, client, adapter);
    await forgetEnded(this.database);
    return rows.length;
  }

  private async conclude(observation: Observation, client: ConfiguredClient, adapter: DownloadClient): Promise<void> {
    const { id } = observation.row;
    const cause = report('monitor', id);
    if (!observation.found) {
      if (observation.missingPolls >= POLLS_UNTIL_GONE) await this.commands.execute(new ReportItemGone(id, cause));
      return;
    }
    const { item } = observation;
    if (item.state === 'failed') await this.commands.execute(new FailDownload(id, 'client-error', item.message, cause));
    if (item.state === 'complete') {
      const outputPath = item.outputPath === null ? null : localPath(client, item.outputPath);
      const { protocol, sizeBytes } = observation.row;
      const wrong = protocol === 'direct' ? await wrongFile(item, outputPath, sizeBytes) : null;
      if (wrong !== null)
        return void (await this.commands.execute(new FailDownload(id, 'wrong-content', wrong, cause)));
      const files = await this.filesOf(item, client, adapter);
      await this.commands.execute(new CompleteDownload(id, outputPath, files, item.sizeBytes, cause));
    }
  }

  private async filesOf(item: ClientItem, client: ConfiguredClient, adapter: DownloadClient) {
    const files = await adapter.files(item.id);
    return files.map(({ path, sizeBytes }) => ({ path: localPath(client, path), sizeBytes }));
  }
}
