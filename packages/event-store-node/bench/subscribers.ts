import { END, EventStoreDBClient } from '@eventstore/db-client';
import { once } from 'node:events';

/* Holds 1,000 live subscriptions to the node named in its argument until it is killed. */
const client = EventStoreDBClient.connectionString(process.argv[2]!);
const subscriptions = Array.from({ length: 1_000 }, () => client.subscribeToAll({ fromPosition: END }));
await Promise.all(subscriptions.map((subscription) => once(subscription, 'confirmation')));
process.send!('subscribed');
process.on('disconnect', () => process.exit());
