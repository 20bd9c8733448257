import { jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';

/** With credentials in the call the client uses `Append`, which the app uses too. */
export const unary = { credentials: { username: 'admin', password: 'changeit' } };

const data = { text: 'x'.repeat(290) };

/** An event with 303 bytes of data, as EventStoreDB was measured with. */
export const benchEvent = () => jsonEvent({ id: randomUUID(), type: 'Measured', data });
export const benchBytes = Buffer.from(JSON.stringify(data));
