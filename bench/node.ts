import { type Measure } from '@ledgarr/event-store-node/bench/measure';
import { benchNode as measureNode } from '@ledgarr/event-store-node/bench/node';
import { onFreshPostgres } from './fresh-postgres.js';

/** The node's own benchmark, on the PostgreSQL that the service has embedded. */
export const benchNode = (): Promise<Measure[]> => onFreshPostgres(measureNode);
