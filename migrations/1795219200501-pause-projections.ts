import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** A projection that somebody has paused stays so, whoever runs it; and which release has made its tables. */
export class PauseProjections1795219200501 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projections ADD COLUMN paused_at timestamptz, ADD COLUMN release text');
  }
}
