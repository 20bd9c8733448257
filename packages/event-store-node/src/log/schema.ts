import type pg from 'pg';

/** Each entry is applied once, in order; what is released is never edited. */
const STEPS: readonly string[] = [
  `create table event_store.events (
     position bigint primary key,
     stream_key bigint not null,
     revision bigint not null,
     event_id uuid not null,
     stream text collate "C" not null,
     type text collate "C" not null,
     frame bytea not null
   );
   create unique index events_of_stream on event_store.events (stream_key, revision);
   create index events_by_id on event_store.events (stream_key, event_id);`,
];

/** Makes the schema, or brings an older one up to date. Nobody but its owner gets any right in it. */
export const prepareSchema = async (client: pg.Client): Promise<void> => {
  await client.query(`create schema if not exists event_store; revoke all on schema event_store from public;
    create table if not exists event_store.version (steps int not null)`);
  const { rows } = await client.query<{ steps: number }>('select steps from event_store.version');
  const done = rows[0]?.steps ?? 0;
  if (done > STEPS.length) {
    throw new Error(`the event store's tables are of version ${done}, newer than this program's ${STEPS.length}`);
  }
  for (let step = done; step < STEPS.length; step++) {
    await client.query(
      `begin; ${STEPS[step]}; delete from event_store.version; insert into event_store.version values (${step + 1}); commit`,
    );
  }
};
