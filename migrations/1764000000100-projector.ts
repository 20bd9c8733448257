import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** What the projector keeps: checkpoints, parked events, conflicts, and the progress of rebuilds. */
export class Projector1764000000100 implements MigrationInterface {
  down = forwardOnly;

  async up(queryRunner: QueryRunner): Promise<void> {
    // numeric(20,0): a position is an unsigned 64-bit number, and bigint is signed.
    await queryRunner.query(`
      CREATE TABLE projections (
        name text PRIMARY KEY,
        version integer NOT NULL,
        commit_position numeric(20,0),
        prepare_position numeric(20,0),
        state text NOT NULL DEFAULT 'idle',
        error text,
        runner text,
        events_total bigint NOT NULL DEFAULT 0,
        unknown_types bigint NOT NULL DEFAULT 0,
        events_per_second real NOT NULL DEFAULT 0,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT projections_position_whole CHECK ((commit_position IS NULL) = (prepare_position IS NULL))
      )`);
    // json, not jsonb: a parked event is kept as it came, and jsonb refuses \u0000.
    await queryRunner.query(`
      CREATE TABLE parked_events (
        projection text NOT NULL,
        commit_position numeric(20,0) NOT NULL,
        prepare_position numeric(20,0) NOT NULL,
        stream text NOT NULL,
        revision numeric(20,0) NOT NULL,
        event_id text NOT NULL,
        type text NOT NULL,
        data json NOT NULL,
        metadata json NOT NULL,
        created_at text NOT NULL,
        error text,
        attempts integer NOT NULL DEFAULT 0,
        status text NOT NULL DEFAULT 'parked',
        parked_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT parked_events_pkey PRIMARY KEY (projection, commit_position, prepare_position),
        CONSTRAINT parked_events_status CHECK (status IN ('parked', 'skipped'))
      )`);
    await queryRunner.query(
      `CREATE INDEX parked_events_streams ON parked_events (projection, stream) WHERE status = 'parked'`,
    );
    await queryRunner.query(`
      CREATE TABLE projection_conflicts (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT projection_conflicts_pkey PRIMARY KEY,
        projection text NOT NULL,
        table_name text NOT NULL,
        unique_columns text[] NOT NULL,
        loser jsonb NOT NULL,
        winner_key jsonb NOT NULL,
        event_id text NOT NULL,
        commit_position numeric(20,0) NOT NULL,
        prepare_position numeric(20,0) NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`CREATE INDEX projection_conflicts_newest ON projection_conflicts (projection, id DESC)`);
    await queryRunner.query(`
      CREATE TABLE projection_rebuilds (
        name text PRIMARY KEY,
        done bigint NOT NULL,
        total bigint NOT NULL,
        events_per_second real NOT NULL,
        eta_seconds real,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
  }
}
