import {
  type EventStoreDBClient,
  jsonEvent,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

export type Answer = 'ack' | 'retry' | 'park' | 'skip' | 'stop' | 'nothing';
/** `revision/retries`, and `<revision of the link` where a link led there. */
export type Delivery = string;

export type Watched = {
  readonly subscription: PersistentSubscriptionToStream;
  readonly got: Delivery[];
  readonly failed: Promise<unknown>;
  /** Resolves once this many came. */
  reached(count: number): Promise<void>;
};

/** A stream of no other test. */
export const fresh = (label: string): string => `${label}-${randomUUID()}`;

export const append = async (client: EventStoreDBClient, stream: string, count: number): Promise<void> => {
  await client.appendToStream(
    stream,
    Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } })),
    { credentials: { username: 'admin', password: 'changeit' } },
  );
};

export const group = async (
  client: EventStoreDBClient,
  stream: string,
  changes: Partial<PersistentSubscriptionToStreamSettings> = {},
): Promise<string> => {
  const name = fresh('group');
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...changes });
  await client.createPersistentSubscriptionToStream(stream, name, settings);
  return name;
};

/** A consumer that answers each message the way `answer` says, once it is confirmed. */
export const consume = async (
  client: EventStoreDBClient,
  stream: string,
  name: string,
  answer: (revision: number, retries: number, isReplayed: boolean) => Answer = () => 'ack',
  bufferSize = 10,
): Promise<Watched> => {
  const subscription = client.subscribeToPersistentSubscriptionToStream(stream, name, { bufferSize });
  const got: Delivery[] = [];
  const waiting = new Set<() => void>();
  subscription.on('data', (resolved) => {
    const revision = Number(resolved.event?.revision ?? -1);
    got.push(`${revision}/${resolved.retryCount}${resolved.link ? `<${resolved.link.revision}` : ''}`);
    const kind = answer(revision, resolved.retryCount, resolved.link !== undefined);
    if (kind === 'ack') void subscription.ack(resolved);
    else if (kind !== 'nothing') void subscription.nack(kind, 'because', resolved);
    for (const look of waiting) look();
  });
  const failed = new Promise<unknown>((resolve) => subscription.once('error', resolve));
  await Promise.race([once(subscription, 'confirmation'), failed]);
  const reached = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (got.length >= count && waiting.delete(look)) resolve();
      };
      waiting.add(look);
      look();
    });
  return { subscription, got, failed, reached };
};

/** Asks again until it holds. */
export const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

export const parkedStream = (stream: string, name: string): string =>
  `$persistentsubscription-${stream}::${name}-parked`;
