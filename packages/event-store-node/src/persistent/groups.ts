import type { EventLog } from '../log/event-log.js';
import { POSITION_STEP } from '../log/numbers.js';
import { Refusal } from '../protocol/refusal.js';
import { Group } from './group.js';
import { ALL, filterFrom, type GroupConfig } from './group-config.js';
import { startingNow } from './open-source.js';
import { placeNumbers } from './place-text.js';
import { doesNotExist, exists, failed, type GroupName } from './refusals.js';
import { loadConfigs, saveConfigs } from './stored-configs.js';
import { strategyNamed } from './strategies.js';

/** How often EventStoreDB looks at its clock for them. */
const TICK_MS = 1_000;
const BATCH_TOO_LARGE =
  "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')";

/** All persistent subscriptions of the log. */
export class Groups {
  /** By stream, then by group; a stream that had groups once stays, as on EventStoreDB. */
  private readonly streams = new Map<string, Map<string, Group>>();
  private turn: Promise<unknown>;

  /** @param report is told of what goes wrong where nobody waits for an answer */
  constructor(
    private readonly log: EventLog,
    private readonly report: (error: unknown) => void,
  ) {
    this.turn = this.load();
    this.turn.catch(report);
    const clock = setInterval(() => void this.tick().catch(report), TICK_MS).unref();
    void log.ended.then(() => {
      clearInterval(clock);
      return this.stopAll();
    });
  }

  /** @throws Refusal */
  async find(name: GroupName): Promise<Group> {
    await this.turn;
    return this.existing(name);
  }

  /** In the order in which they were made. @throws Refusal for a stream that never had any */
  async on(stream: string): Promise<Group[]> {
    await this.turn;
    const groups = this.streams.get(stream);
    if (!groups) throw doesNotExist({ stream, group: '' });
    return [...groups.values()];
  }

  async all(): Promise<Group[]> {
    await this.turn;
    return this.list();
  }

  /** Durable when it resolves. @throws Refusal */
  create(config: GroupConfig): Promise<void> {
    return this.withLock(async () => {
      this.validate(config);
      if (this.streams.get(config.stream)?.has(config.group)) throw exists(config);
      this.validateBuffers(config);
      await this.open(await startingNow(this.log, config));
      await this.save();
    });
  }

  /** It goes on from its checkpoint, with its filter as it was; consumers are sent away. @throws Refusal */
  update(config: GroupConfig): Promise<void> {
    return this.withLock(async () => {
      const group = this.existing(config);
      this.validate(config);
      this.validateBuffers(config);
      await group.stop();
      await this.open(await startingNow(this.log, { ...config, filter: group.config.filter }));
      await this.save();
    });
  }

  /** @throws Refusal */
  delete(name: GroupName): Promise<void> {
    return this.withLock(async () => {
      const group = this.existing(name);
      this.streams.get(name.stream)!.delete(name.group);
      await this.save();
      await group.delete();
    });
  }

  /** As if the node were started again, for them: consumers are sent away. */
  restart(): Promise<void> {
    return this.withLock(async () => {
      await this.stopAll();
      this.streams.clear();
      await this.load();
    });
  }

  private existing(name: GroupName): Group {
    const group = this.streams.get(name.stream)?.get(name.group);
    if (!group) throw doesNotExist(name);
    return group;
  }

  private list(): Group[] {
    return [...this.streams.values()].flatMap((groups) => [...groups.values()]);
  }

  private async load(): Promise<void> {
    for (const config of await loadConfigs(this.log)) {
      if (strategyNamed(config.namedConsumerStrategy)) await this.open(config).catch(this.report);
      else
        this.report(
          new Error(`the group ${config.group} on ${config.stream} has a consumer strategy that is not known`),
        );
    }
  }

  private async open(config: GroupConfig): Promise<void> {
    filterFrom(config.filter);
    const group = new Group(this.log, config, this.report);
    await group.start();
    const groups = this.streams.get(config.stream) ?? new Map<string, Group>();
    this.streams.set(config.stream, groups.set(config.group, group));
  }

  private save(): Promise<void> {
    return saveConfigs(
      this.log,
      this.list().map(({ config }) => config),
    );
  }

  private validate(config: GroupConfig): void {
    const { stream, startPosition, namedConsumerStrategy } = config;
    if (!strategyNamed(namedConsumerStrategy)) {
      throw failed(config, `Consumer strategy ${namedConsumerStrategy} does not exist.`);
    }
    const { commit, prepare } = placeNumbers(startPosition);
    const invalid = (what: string) => failed(config, `Invalid Start From position: ${what}.`);
    if (stream !== ALL) {
      if (commit < -1n) throw invalid('event number must be greater than or equal to -1');
    } else if (prepare > commit) {
      throw invalid('prepare position must be less than or equal to the commit position');
    } else if (commit > BigInt(this.log.tail.last * POSITION_STEP)) {
      throw invalid('commit position must be less than or equal to the last commit position in the transaction file');
    }
  }

  private validateBuffers(config: GroupConfig): void {
    if (config.readBatchSize >= config.historyBufferSize) throw failed(config, BATCH_TOO_LARGE);
  }

  private async tick(): Promise<void> {
    for (const group of this.list()) {
      group.tick();
      if (group.failure && !(group.failure instanceof Refusal)) await this.reopen(group);
    }
  }

  /** What failed for a reason that may pass, such as the database, is tried again from its checkpoint. */
  private reopen(group: Group): Promise<void> {
    return this.withLock(async () => {
      if (this.streams.get(group.config.stream)?.get(group.config.group) !== group) return;
      await group.stop();
      await this.open(group.config);
    });
  }

  private async stopAll(): Promise<void> {
    await Promise.all(this.list().map((group) => group.stop()));
  }

  /** One change after the other, and none before what is stored is loaded. */
  private withLock<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined); // Whoever asked for the change is told; the next one is not concerned.
    return done;
  }
}
