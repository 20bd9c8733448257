import { type Client } from 'pg';

export const placeOf = ({ commit, prepare }: { commit: unknown; prepare: unknown }): string => `${commit} ${prepare}`;

/** @returns the places of the events that are passed over for good */
export const skippedEvents = async (client: Client, projection: string): Promise<Set<string>> => {
  const { rows } = await client.query<{ commit: string; prepare: string }>(
    `SELECT commit_position AS commit, prepare_position AS prepare FROM parked_events
      WHERE projection = $1 AND status = 'skipped'`,
    [projection],
  );
  return new Set(rows.map(placeOf));
};
