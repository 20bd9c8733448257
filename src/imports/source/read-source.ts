import { readPostgres } from './postgres-database.js';
import { readSqliteFile } from './sqlite-file.js';
import { type DataOf, type SourceKind, type Tables } from './tables.js';

/**
 * @param source the path of the program's SQLite file, or the URL of its PostgreSQL database. Neither is written to
 * @param scratch a folder for a copy of the file
 * @throws UnreadableSource
 */
export const readSource = <T extends Tables>(
  kind: SourceKind<T>,
  source: string,
  scratch: string,
): Promise<DataOf<T>> =>
  /^postgres(ql)?:\/\//i.test(source) ? readPostgres(kind, source) : readSqliteFile(kind, source, scratch);
