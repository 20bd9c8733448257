import { importAttempts, type ImportAttemptsOptions } from '../attempts/import-attempts.js';
import { type ImportReport, reportOf } from '../attempts/report.js';
import { nameClients, type OwnClient } from '../clients/client-names.js';
import { goneClients, takeOverClients } from '../clients/take-over-clients.js';
import { readSource } from '../source/read-source.js';
import { type ArrHistory, radarrHistory, sonarrHistory } from './arr-history.js';
import { RADARR, SONARR } from './arr-tables.js';
import { attemptsOf, mentionedClients } from './attempts-of.js';
import { withBlocklist } from './blocklisted.js';
import { clientRow } from './client-rows.js';

export type ImportArrOptions = ImportAttemptsOptions & {
  program: 'sonarr' | 'radarr';
  /** The path of the program's SQLite file, or the URL of its PostgreSQL database. Neither is written to. */
  source: string;
  /** A folder for a copy of the file, which is there for as long as it is read. */
  scratch: string;
};

/**
 * Brings along what Sonarr or Radarr has grabbed, imported, failed, ignored and blocklisted, and downloads with. Can be repeated.
 * @throws UnreadableSource when the source is none; a client or link may have been written when the log fails
 */
export async function importArr(options: ImportArrOptions): Promise<ImportReport> {
  const { program, source, scratch, database, dryRun = false } = options;
  const history = await READERS[program](source, scratch);
  const own = await database.query<OwnClient[]>('SELECT id, name FROM download_clients ORDER BY id');
  const clients = nameClients(history.clients.map(clientRow), mentionedClients(history), own);
  const attempts = attemptsOf(history, clients, goneClients(clients.values(), own));
  const takenOver = await takeOverClients(clients.values(), database, dryRun);
  const imported = await importAttempts(withBlocklist(attempts, history.blocklist), options);
  return reportOf(imported, takenOver, dryRun);
}

const READERS: Record<ImportArrOptions['program'], (source: string, scratch: string) => Promise<ArrHistory>> = {
  sonarr: async (source, scratch) => sonarrHistory(await readSource(SONARR, source, scratch)),
  radarr: async (source, scratch) => radarrHistory(await readSource(RADARR, source, scratch)),
};
