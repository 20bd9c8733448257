import { CommandBus } from '@nestjs/cqrs';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type DownloadClient } from '../../download-clients/download-client.js';
import { localPath } from '../../download-clients/path-mapping.js';
import { CompleteDownload, FailDownload, RemoveDownload, ReportItemGone } from '../domain/commands.js';
import { causeOfObservation } from '../streams/cause-of-observation.js';
import { type Conclusion } from './conclude.js';
import { wrongFile } from './direct-file.js';
import { plausibleFiles } from './plausible-item.js';

/** Does what was concluded, by commands: those that come late or twice are no events. */
export class Act {
  constructor(private readonly commands: CommandBus) {}

  /** @throws ClientUnavailable, and whatever a command throws: that concerns this download alone */
  async act(conclusion: Conclusion, client: ConfiguredClient, adapter: DownloadClient): Promise<void> {
    switch (conclusion.does) {
      case 'nothing':
        return;
      case 'complete':
        return this.complete(conclusion, client, adapter);
      case 'fail': {
        const { row, reason, message } = conclusion;
        await this.commands.execute(new FailDownload(row.id, reason, message, causeOfObservation('monitor', row.id)));
        return;
      }
      case 'report-gone': {
        const { id } = conclusion;
        await this.commands.execute(new ReportItemGone(id, causeOfObservation('monitor', id)));
        return;
      }
      case 'remove-seeded': {
        const { id } = conclusion;
        // The data stay: nobody has asked for their end.
        await this.commands.execute(new RemoveDownload(id, false, 'seeding-goal', causeOfObservation('monitor', id)));
      }
    }
  }

  private async complete(
    { row, item }: Extract<Conclusion, { does: 'complete' }>,
    client: ConfiguredClient,
    adapter: DownloadClient,
  ): Promise<void> {
    const { id } = row;
    const cause = causeOfObservation('monitor', id);
    const outputPath = item.outputPath === null ? null : localPath(client, item.outputPath);
    const wrong = row.protocol === 'direct' ? await wrongFile(item, outputPath, row.sizeBytes) : null;
    if (wrong !== null) return void (await this.commands.execute(new FailDownload(id, 'wrong-content', wrong, cause)));
    const files = plausibleFiles(await adapter.files(item.id));
    const local = files.map(({ path, sizeBytes }) => ({ path: localPath(client, path), sizeBytes }));
    await this.commands.execute(new CompleteDownload(id, outputPath, local, item.sizeBytes, cause));
  }
}
