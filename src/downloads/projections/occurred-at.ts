import { type StoredEvent } from '../../event-store/event-log.js';

/** Of a year, and at a distance from UTC, that every database knows. */
const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-](0\d|1[0-5]):?\d\d)$/;

/** When it happened: an imported event happened long before it was written. */
export const occurredAt = ({ metadata, createdAt }: StoredEvent): string => {
  const at = metadata['occurredAt'];
  return typeof at === 'string' && INSTANT.test(at) && !Number.isNaN(Date.parse(at)) ? at : createdAt;
};
