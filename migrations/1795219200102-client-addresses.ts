import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { splitAddress } from '../src/download-clients/client-address.js';
import { forwardOnly } from '../src/database/forward-only.js';

type Row = { id: string; url: string; username: string | null; password: string | null };

/** Users and passwords within addresses of clients were shown to everybody who may ask: they move to where they are not. */
export class ClientAddresses1795219200102 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query('SELECT id, url, username, password FROM download_clients')) as Row[];
    for (const row of rows) {
      const { url, username, password } = splitAddress(row.url);
      if (url === row.url) continue;
      await runner.query('UPDATE download_clients SET url = $2, username = $3, password = $4 WHERE id = $1', [
        row.id,
        url,
        row.username ?? username,
        row.password ?? password,
      ]);
    }
  }
}
