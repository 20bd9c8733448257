import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { median, type Measure, percentile, rate } from './measure.js';
import { benchBytes, benchEvent, unary } from './node-events.js';

const ROUNDS = 7;
const ROUND_MS = 1_500;
const IN_FLIGHT = 64;
const CONNECTIONS = 16;
const BULK = 500;

type Round = { readonly measured: number; readonly raw: number };

/** Durable appends and raw commits by turns, so that a noisy machine is noisy for both. */
export const measureAppends = async (client: EventStoreDBClient, databaseUrl: string): Promise<Measure[]> => {
  const raw = await rawCommits(databaseUrl);
  const append = async (stream: string) => {
    await client.appendToStream(stream, benchEvent(), unary);
    return 1;
  };
  const bulk = async () => {
    await client.appendToStream('bulk', Array.from({ length: BULK }, benchEvent), unary);
    return BULK;
  };
  const single: Round[] = [];
  const many: Round[] = [];
  const bulks: number[] = [];
  await rate(ROUND_MS, IN_FLIGHT, (i) => append(`warm-${i}`));
  await raw.rate(CONNECTIONS);
  for (let round = 0; round < ROUNDS; round++) {
    single.push({ raw: await raw.rate(1), measured: await rate(ROUND_MS, 1, () => append('one-by-one')) });
    many.push({
      raw: await raw.rate(CONNECTIONS),
      measured: await rate(ROUND_MS, IN_FLIGHT, (i) => append(`in-flight-${i}`)),
    });
    bulks.push(await rate(ROUND_MS, 4, bulk));
  }
  await raw.end();
  return [
    compared('appends one after another', single, '≥ 0.4 × commits on one connection', '1,155/s'),
    compared(`appends, ${IN_FLIGHT} in flight`, many, `≥ 0.7 × commits on ${CONNECTIONS} connections`, '6,158/s'),
    { name: `appends of ${BULK} events`, value: median(bulks), unit: 'events/s' },
  ];
};

const compared = (name: string, rounds: readonly Round[], goal: string, eventStoreDb: string): Measure => {
  const ratios = rounds.map(({ measured, raw }) => measured / raw);
  const spread = `${percentile(ratios, 0).toFixed(2)}–${percentile(ratios, 1).toFixed(2)}`;
  return {
    name: `${name} (ratios ${spread})`,
    value: median(rounds.map(({ measured }) => measured)),
    unit: '/s',
    baseline: median(rounds.map(({ raw }) => raw)),
    ratio: median(ratios),
    goal,
    eventStoreDb,
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
