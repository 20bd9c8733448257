import { type CommandBus } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { type ConfiguredClient } from '../../download-clients/configured-client.js';
import { type ClientItem, type DownloadClient } from '../../download-clients/download-client.js';
import { AdoptDownload } from '../domain/commands.js';
import { type Protocol } from '../domain/events.js';
import { causeOfObservation } from '../streams/cause-of-observation.js';
import { plainMessage, RowBackOff } from '../troubled-rows/row-back-off.js';
import { type Candidate } from './untracked.js';

/** The rest waits for the next poll, so that a client with thousands of them is followed meanwhile. */
const MOST_AT_ONCE = 100;

/** Takes items that a client has into the queue, as the client's policy has it. */
export class Adopter {
  private readonly backOff = new RowBackOff();
  /** Of each client the items that were adopted, or are left alone for as long as they are there. */
  private readonly settled = new Map<string, ReadonlySet<string>>();

  constructor(private readonly parts: { commands: CommandBus; log: Logger }) {}

  /** What is wrong with one item concerns that item alone: it is tried again later. */
  async adopt(client: ConfiguredClient, adapter: DownloadClient, candidates: readonly Candidate[]): Promise<void> {
    const before = this.settled.get(client.id);
    const settled = new Set(candidates.map(({ item }) => item.id).filter((id) => before?.has(id)));
    this.settled.set(client.id, settled);
    const wanted = candidates.filter(({ item }) => !settled.has(item.id) && isWanted(client, item));
    const due = wanted.filter(({ item }) => this.backOff.mayTry(`${client.id} ${item.id}`));
    for (const candidate of due.slice(0, MOST_AT_ONCE))
      if (await this.adoptOne(client, adapter, candidate)) settled.add(candidate.item.id);
  }

  private async adoptOne(client: ConfiguredClient, adapter: DownloadClient, candidate: Candidate): Promise<boolean> {
    const { item, hasReappeared } = candidate;
    const key = `${client.id} ${item.id}`;
    try {
      const itemKey = item.itemKeys[0] ?? item.id;
      const { title, category, sizeBytes } = item;
      const untracked = { client: client.id, itemKey, downloadClientId: item.id, protocol: protocolOf(adapter, itemKey), title, category, sizeBytes }; // prettier-ignore
      await this.parts.commands.execute(new AdoptDownload(untracked, hasReappeared, causeOfObservation('monitor', itemKey))); // prettier-ignore
      this.backOff.succeeded(key);
      return true;
    } catch (error) {
      const retryInMs = this.backOff.failed(key, plainMessage(error));
      this.parts.log.error({ client: client.id, item: item.id, err: error, retryInMs }, 'an item could not be adopted');
      return false;
    }
  }
}

/** `category`: one of those that this client's downloads get. */
export function isWanted({ adopt, category, categories }: ConfiguredClient, item: ClientItem): boolean {
  if (adopt === 'category') return [category, categories.movie, categories.series].includes(item.category) && item.category !== null; // prettier-ignore
  return adopt === 'all';
}

function protocolOf({ protocols }: DownloadClient, itemKey: string): Protocol {
  const [only, ...others] = protocols;
  if (only !== undefined && others.length === 0) return only;
  return /^[0-9a-f]{40}$/.test(itemKey) ? 'torrent' : 'direct';
}
