import { type Processor } from './processor.js';

/** The name of the advisory lock that the one runner of a processor holds. */
export const processorLock = ({ kind, name }: Pick<Processor, 'kind' | 'name'>): string => `ledgarr ${kind} ${name}`;

/** SQL that tells whether anybody in this database holds the lock that an SQL expression names. */
export const lockHeldSql = (lock: string): string => `EXISTS (
  SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND (classid::bigint << 32) | objid::bigint = hashtextextended(${lock}, 0))`;
