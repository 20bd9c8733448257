import { CommandBus } from '@nestjs/cqrs';
import { categoryFor, type ConfiguredClient } from '../../download-clients/configured-client.js';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { ClientRefused, type DownloadClient } from '../../download-clients/download-client.js';
import { type ReleaseSources } from '../../releases/release-sources.js';
import { causeOfObservation } from '../streams/cause-of-observation.js';
import { AcceptDownload, FailDownload, FinishCancellation, FinishRemoval } from '../domain/commands.js';
import { type FailReason } from '../domain/events.js';
import { finishedAttempt } from '../domain/state.js';
import { type DecisionRunner } from '../streams/decision-runner.js';
import { handOver, idByKey } from './hand-over.js';
import { seedGoalFor } from './seed-goal-for.js';
import { sharesData } from './shared-data.js';
import { type WaitingRow } from './waiting-row.js';

/** Does what one row waits for, and reports it. Repeat-safe: after a crash anywhere it is simply done again. */
export class ClientCalls {
  constructor(
    private readonly clients: ConfiguredClients,
    private readonly sources: ReleaseSources,
    private readonly commands: CommandBus,
    private readonly runner: DecisionRunner,
  ) {}

  /** @throws ClientUnavailable: the row goes on waiting */
  async process(row: WaitingRow, client: ConfiguredClient): Promise<void> {
    const adapter = this.clients.open(client);
    if (row.status === 'submitting') await this.submit(row, client, adapter);
    else if (row.status === 'cancelling') await this.remove(row, adapter);
    else await this.removeFinished(row, adapter);
  }

  /** A client that is no longer configured cannot be asked: what it has, it keeps. */
  async finishWithoutClient(row: WaitingRow): Promise<void> {
    const cause = causeOfObservation('dispatcher', row.id);
    if (row.status === 'cancelling') await this.commands.execute(new FinishCancellation(row.id, true, cause));
    if (row.status === 'removing') await this.commands.execute(new FinishRemoval(row.id, false, cause));
  }

  private async submit(row: WaitingRow, client: ConfiguredClient, adapter: DownloadClient): Promise<void> {
    // The row may be older than the log: what has ended or was accepted meanwhile is not handed over any more.
    const { active } = await this.runner.load(row.id);
    if (active?.initiated.downloadId !== row.id || active.accepted) return;
    const payload = row.releaseRef === null ? null : await this.sources.load(row.releaseRef);
    if (!payload) return this.fail(row, 'release-lost', 'The link or file of this release is no longer there.');
    try {
      const { itemKey, title, priority } = row;
      const category = row.category ?? categoryFor(client, row.contentKind);
      const request = { itemKey, title, payload, category, priority, ...seedGoalFor(active.initiated.seedGoal) };
      const { id, note } = await handOver(adapter, request);
      await this.commands.execute(new AcceptDownload(row.id, id, causeOfObservation('dispatcher', row.id), note));
    } catch (error) {
      if (!(error instanceof ClientRefused)) throw error;
      await this.fail(row, 'client-refused', error.message);
    }
  }

  private async remove(row: WaitingRow, adapter: DownloadClient): Promise<void> {
    // A crash may have come between the client's taking it and our hearing of it.
    const id = row.downloadClientId ?? (await idByKey(adapter, row.itemKey));
    if (id !== null) await adapter.remove(id, { removeData: row.removeData });
    await this.commands.execute(new FinishCancellation(row.id, false, causeOfObservation('dispatcher', row.id)));
  }

  /**
   * The row may be older than the log, and the item the next attempt's by now: the stream is asked. What begins after that is
   * submitted after this, since a lane does one thing at a time.
   */
  private async removeFinished(row: WaitingRow, adapter: DownloadClient): Promise<void> {
    const finished = finishedAttempt(await this.runner.load(row.id));
    if (finished?.initiated.downloadId !== row.id) return;
    const items = await adapter.list();
    const item = items.find(({ id, itemKeys }) => id === row.downloadClientId || itemKeys.includes(row.itemKey));
    const removeData = row.removeData && !(item && sharesData(item, items));
    const id = item?.id ?? row.downloadClientId;
    // It may be one that the client does not list any more, and has all the same.
    const removed = id === null ? null : await adapter.remove(id, { removeData });
    const dataRemoved = item !== undefined && removed?.dataRemoved === true;
    await this.commands.execute(new FinishRemoval(row.id, dataRemoved, causeOfObservation('dispatcher', row.id)));
  }

  private async fail(row: WaitingRow, reason: FailReason, message: string): Promise<void> {
    await this.commands.execute(new FailDownload(row.id, reason, message, causeOfObservation('dispatcher', row.id)));
  }
}
