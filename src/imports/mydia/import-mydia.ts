import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importAttempts, type ImportAttemptsOptions } from '../attempts/import-attempts.js';
import { type ImportReport, reportOf } from '../attempts/report.js';
import { attemptsOf, mentionedClients, toldBy } from './attempts-of.js';
import { nameClients, type OwnClient } from '../clients/client-names.js';
import { MYDIA } from './mydia-tables.js';
import { readSource } from '../source/read-source.js';
import { goneClients, takeOverClients } from '../clients/take-over-clients.js';

export type ImportOptions = ImportAttemptsOptions & {
  /** The path of Mydia's SQLite file, or the URL of its PostgreSQL database. Neither is written to. */
  source: string;
  /** A folder for a copy of Mydia's file, which is there for as long as it is read; the system's for temporary files without. */
  scratch?: string;
};

/**
 * Brings along what Mydia has downloaded, is downloading, and downloads with. Can be repeated.
 * @throws UnreadableSource when the source is none; a client or link may have been written when the log fails
 */
export async function importMydia(options: ImportOptions): Promise<ImportReport> {
  const { source, scratch = join(tmpdir(), 'ledgarr-import'), database, dryRun = false } = options;
  const data = await readSource(MYDIA, source, scratch);
  const told = toldBy(data);
  const own = await database.query<OwnClient[]>('SELECT id, name FROM download_clients ORDER BY id');
  const clients = nameClients(data.download_client_configs, mentionedClients(told), own);
  const attempts = attemptsOf(told, data, clients, goneClients(clients.values(), own));
  const takenOver = await takeOverClients(clients.values(), database, dryRun);
  return reportOf(await importAttempts(attempts, options), takenOver, dryRun);
}
