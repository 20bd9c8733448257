import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** "Has anybody heard of this item?" is asked before each initiation. */
export class AttemptsByStream1795219200007 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX download_attempts_stream_idx ON download_attempts (stream)');
  }
}
