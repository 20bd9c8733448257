import { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { endHelper, helper, median, type Measure, percentile, rate } from './measure.js';
import { benchBytes, benchEvent, unary } from './events.js';

const ROUNDS = 7;
const ROUND_MS = 1_500;
const IN_FLIGHT = 64;
const CONNECTIONS = 16;
const BULK = 500;

/** `ready` is the same client with a server that answers at once and keeps nothing. */
type Round = { readonly measured: number; readonly raw: number; readonly ready: number };

/** Durable appends, raw commits and answers without a log by turns, so that a noisy machine is noisy for all. */
export const measureAppends = async (
  client: EventStoreDBClient,
  nodeUrl: string,
  databaseUrl: string,
): Promise<Measure[]> => {
  const { child, message: readyUrl } = await helper(new URL('./ready-answers.js', import.meta.url), nodeUrl);
  const instant = EventStoreDBClient.connectionString(readyUrl);
  const raw = await rawCommits(databaseUrl);
  const append = async (to: EventStoreDBClient, stream: string) => {
    await to.appendToStream(stream, benchEvent(), unary);
    return 1;
  };
  const bulk = async () => {
    await client.appendToStream('bulk', Array.from({ length: BULK }, benchEvent), unary);
    return BULK;
  };
  const single: Round[] = [];
  const many: Round[] = [];
  const bulks: number[] = [];
  await rate(ROUND_MS, IN_FLIGHT, (i) => append(client, `warm-${i}`));
  await rate(ROUND_MS, IN_FLIGHT, (i) => append(instant, `warm-${i}`));
  await raw.rate(CONNECTIONS);
  for (let round = 0; round < ROUNDS; round++) {
    single.push({
      raw: await raw.rate(1),
      ready: await rate(ROUND_MS, 1, () => append(instant, 'one-by-one')),
      measured: await rate(ROUND_MS, 1, () => append(client, 'one-by-one')),
    });
    many.push({
      raw: await raw.rate(CONNECTIONS),
      ready: await rate(ROUND_MS, IN_FLIGHT, (i) => append(instant, `in-flight-${i}`)),
      measured: await rate(ROUND_MS, IN_FLIGHT, (i) => append(client, `in-flight-${i}`)),
    });
    bulks.push(await rate(ROUND_MS, 4, bulk));
  }
  await raw.end();
  await instant.dispose();
  await endHelper(child);
  return [
    compared('appends one after another', single, 'raw', '≥ 0.4 × commits on one connection', '1,155/s'),
    compared('the same against a server that only answers', single, 'ready'),
    compared(
      `appends, ${IN_FLIGHT} in flight`,
      many,
      'raw',
      `≥ 0.7 × commits on ${CONNECTIONS} connections`,
      '6,158/s',
    ),
    compared('the same against a server that only answers', many, 'ready'),
    { name: `appends of ${BULK} events`, value: median(bulks), unit: 'events/s' },
  ];
};

const compared = (
  name: string,
  rounds: readonly Round[],
  against: 'raw' | 'ready',
  goal?: string,
  eventStoreDb?: string,
): Measure => {
  const ratios = rounds.map((round) => round.measured / round[against]);
  const spread = `${percentile(ratios, 0).toFixed(2)}–${percentile(ratios, 1).toFixed(2)}`;
  return {
    name: `${name} (ratios ${spread})`,
    value: median(rounds.map(({ measured }) => measured)),
    unit: '/s',
    baseline: median(rounds.map((round) => round[against])),
    ratio: median(ratios),
    ...(goal ? { goal } : {}),
    ...(eventStoreDb ? { eventStoreDb } : {}),
  };
};

/** Commits of one row as large as an event, into a table with a key and nothing else. */
const rawCommits = async (databaseUrl: string) => {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: databaseUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]!.query(`create table raw_commits
    (position bigint generated always as identity primary key, id uuid, stream text, type text, data bytea)`);
  const query = {
    name: 'raw',
    text: 'insert into raw_commits (id, stream, type, data) values ($1, $2, $3, $4)',
  };
  const commit = async (worker: number) => {
    await clients[worker]!.query({ ...query, values: [randomUUID(), `stream-${worker}`, 'Measured', benchBytes] });
    return 1;
  };
  return {
    rate: (connections: number) => rate(ROUND_MS, connections, commit),
    end: async () => {
      await clients[0]!.query('drop table raw_commits');
      await Promise.all(clients.map((client) => client.end()));
    },
  };
};
