import { CommandBus } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { type DataSource } from 'typeorm';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type ConfiguredClients } from '../../download-clients/configured-clients.js';
import { ClientUnavailable, type DownloadClient } from '../../download-clients/download-client.js';
import { plainMessage, RowBackOff } from '../troubled-rows/row-back-off.js';
import { writeTrouble } from '../troubled-rows/write-trouble.js';
import { ABSENCE } from './absence.js';
import { Act } from './act.js';
import { Adopter } from './adopter.js';
import { concludeActive, concludeFinished, type Conclusion } from './conclude.js';
import { finishedTelemetryRow, forgetRemoved, writeFinishedTelemetry } from './finished-telemetry.js';
import { followedRows } from './followed-rows.js';
import { observe, type Observed } from './observe.js';
import { plausibleItem } from './plausible-item.js';
import { goOn, type Judged, type Sight } from './sight.js';
import { strikeMessage, strikesOf } from './stalls.js';
import { forgetEnded, telemetryRow, writeTelemetry } from './telemetry.js';
import { watchUntracked } from './untracked.js';

type Parts = { database: DataSource; clients: ConfiguredClients; commands: CommandBus; log: Logger };

/** What a good poll has come to: how many downloads are followed closely, and what the next poll goes on from. */
export type Polled = { active: number; sight: Sight; warning: string | null };

/** One poll may find many items of the past gone: the rest wait for the next one, so that no poll takes minutes. */
const MOST_ACTS = 500;

/** One look at one client, and what follows from it: observe, conclude, act. */
export class ClientPoll {
  private readonly backOff = new RowBackOff();
  private readonly act: Act;
  private readonly adopter: Adopter;

  constructor(private readonly parts: Parts) {
    this.act = new Act(parts.commands);
    this.adopter = new Adopter(parts);
  }

  /** @throws ClientUnavailable, in which case nothing has been observed and nothing was done */
  async run(client: ConfiguredClient, before: Sight): Promise<Polled> {
    const { database, clients } = this.parts;
    // The rows first: one that is accepted while the client makes its list would seem to be missing from it.
    const rows = await followedRows(database, client.id);
    const adapter = clients.open(client);
    const items = (await adapter.list()).map(plausibleItem);
    const observed = observe(rows, items);
    const [session, now] = [adapter.session ?? null, performance.now()];
    const judged = goOn(before, observed, session, now);
    const untracked = watchUntracked(before.untracked, { untracked: observed.untracked, items, session }, now, ABSENCE);
    await this.show(observed, judged, client);
    const conclusions = conclusionsOf(observed, judged, client).slice(0, MOST_ACTS);
    for (const conclusion of conclusions) await this.deal(conclusion, client, adapter);
    await this.adopter.adopt(client, adapter, untracked.candidates);
    await Promise.all([forgetEnded(database), forgetRemoved(database)]);
    const sight = { ...judged.sight, untracked: untracked.sight };
    return { active: rows.active.length, sight, warning: judged.warning };
  }

  /** What was seen, in one statement for all active downloads, and one for all finished ones. */
  private async show(observed: Observed, { sight }: Judged, client: ConfiguredClient): Promise<void> {
    const { database } = this.parts;
    const now = new Date();
    const trouble = (id: string) => this.backOff.messageOf(id);
    const strikes = (id: string) => strikeMessage(strikesOf(sight.stalls, id), client.failAfterStalledMinutes);
    await writeTelemetry(
      database,
      observed.active.map((each) => telemetryRow(client, each, trouble(each.row.id), strikes(each.row.id))),
    );
    await writeFinishedTelemetry(
      database,
      observed.finished.map((each) => finishedTelemetryRow(each, trouble(each.row.id), now)),
    );
  }

  /** What is wrong with one item concerns that item alone: it is tried again later, and says why. */
  private async deal(conclusion: Doing, client: ConfiguredClient, adapter: DownloadClient): Promise<void> {
    const id = 'row' in conclusion ? conclusion.row.id : conclusion.id;
    if (!this.backOff.mayTry(id)) return;
    try {
      await this.act.act(conclusion, client, adapter);
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
}

type Doing = Exclude<Conclusion, { does: 'nothing' }>;

function conclusionsOf({ active, finished }: Observed, { gone, sight }: Judged, policy: ConfiguredClient): Doing[] {
  const now = new Date();
  return [
    ...active.map((each) => concludeActive(each, gone.has(each.row.id), strikesOf(sight.stalls, each.row.id), policy)),
    ...finished.map((each) => concludeFinished(each, gone.has(each.row.id), policy, now)),
  ].filter((each) => each.does !== 'nothing');
}
