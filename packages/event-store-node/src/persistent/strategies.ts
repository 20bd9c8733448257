import { streamKey } from '../log/stream-key.js';
import { decodeRecorded } from '../protocol/event-frame.js';
import { linkTargetOf } from '../streams/links.js';
import type { Consumer } from './consumer.js';
import { type Message, originalOf } from './message.js';

/** Who gets a message. */
export type Strategy = {
  add(consumer: Consumer): void;
  remove(consumer: Consumer): void;
  /** @returns `later` where the one that it is for has no room, `full` where nobody has */
  choose(message: Message): Consumer | 'later' | 'full';
};

const BUCKETS = 1_024;

/** Each in turn who has room. */
class RoundRobin implements Strategy {
  protected consumers: Consumer[] = [];

  add(consumer: Consumer): void {
    this.consumers.push(consumer);
  }

  remove(consumer: Consumer): void {
    this.consumers = this.consumers.filter((each) => each !== consumer);
  }

  choose(): Consumer | 'full' {
    for (let i = 0; i < this.consumers.length; i++) {
      const consumer = this.consumers.shift()!;
      this.consumers.push(consumer);
      if (consumer.slots > 0) return consumer;
    }
    return 'full';
  }
}

/** The same one as long as it has room, then the next. */
class DispatchToSingle extends RoundRobin {
  override choose(): Consumer | 'full' {
    for (let i = 0; i < this.consumers.length; i++) {
      if (this.consumers[0]!.slots > 0) return this.consumers[0]!;
      this.consumers.push(this.consumers.shift()!);
    }
    return 'full';
  }
}

/** What belongs together goes to one consumer, as long as that is there. */
class Pinned implements Strategy {
  private readonly consumers = new Set<Consumer>();
  private readonly buckets = new Map<number, Consumer>();

  /** @param nameOf what messages that belong together have in common */
  constructor(private readonly nameOf: (message: Message) => string) {}

  add(consumer: Consumer): void {
    this.consumers.add(consumer);
  }

  remove(consumer: Consumer): void {
    this.consumers.delete(consumer);
    for (const [bucket, owner] of this.buckets) if (owner === consumer) this.buckets.delete(bucket);
  }

  choose(message: Message): Consumer | 'later' | 'full' {
    if (![...this.consumers].some(({ slots }) => slots > 0)) return 'full';
    const bucket = Number(BigInt.asUintN(64, streamKey(this.nameOf(message))) % BigInt(BUCKETS));
    const consumer = this.buckets.get(bucket) ?? this.leastBusy();
    this.buckets.set(bucket, consumer);
    return consumer.slots > 0 ? consumer : 'later';
  }

  private leastBusy(): Consumer {
    const owned = new Map([...this.consumers].map((consumer) => [consumer, 0]));
    for (const owner of this.buckets.values()) owned.set(owner, owned.get(owner)! + 1);
    return [...owned].reduce((least, each) => (each[1] < least[1] ? each : least))[0];
  }
}

const streamOf = (message: Message): string => {
  const entry = message.event ?? originalOf(message);
  return linkTargetOf(entry)?.stream ?? entry.stream;
};

const correlationOf = (message: Message): string => {
  const { $correlationId: id } = metadataOf(message);
  return typeof id === 'string' ? id : streamOf(message);
};

const metadataOf = (message: Message): Record<string, unknown> => {
  const content = decodeRecorded((message.event ?? originalOf(message)).frame).getCustomMetadata_asU8();
  try {
    return (JSON.parse(Buffer.from(content).toString('utf8')) as Record<string, unknown> | null) ?? {};
  } catch (error) {
    // Metadata is whatever its writer took for it; what is no JSON names no correlation.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
};

const STRATEGIES: Readonly<Record<string, () => Strategy>> = {
  RoundRobin: () => new RoundRobin(),
  DispatchToSingle: () => new DispatchToSingle(),
  Pinned: () => new Pinned(streamOf),
  PinnedByCorrelation: () => new Pinned(correlationOf),
};

/** By EventStoreDB's names for them; undefined where it has none of that name. */
export const strategyNamed = (name: string): Strategy | undefined =>
  Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name]!() : undefined;
