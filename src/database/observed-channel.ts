/**
 * Notified, without a payload, when what is observed of clients and their items has changed: telemetry or a client's health.
 * What the log says is told by the checkpoints of the projections.
 */
export const OBSERVED_CHANNEL = 'ledgarr_observed';

/**
 * A statement that writes, and tells that it has changed rows where it has.
 * @param writing an INSERT, UPDATE or DELETE that writes the rows that differ alone, without RETURNING
 */
export const tellingObserved = (writing: string): string =>
  `WITH changed AS (${writing} RETURNING 1)
   SELECT pg_notify('${OBSERVED_CHANNEL}', '') FROM changed LIMIT 1`;
