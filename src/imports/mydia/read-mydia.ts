import { type MydiaData } from './mydia-tables.js';
import { readPostgres } from './postgres-database.js';
import { readSqliteFile } from './sqlite-file.js';

/**
 * @param source the path of Mydia's SQLite file, or the URL of its PostgreSQL database
 * @param scratch a folder for a copy of the file
 * @throws NotMydia
 */
export const readMydia = (source: string, scratch: string): Promise<MydiaData> =>
  /^postgres(ql)?:\/\//i.test(source) ? readPostgres(source) : readSqliteFile(source, scratch);
