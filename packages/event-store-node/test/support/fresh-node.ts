import { startNode } from '../../src/node.js';
import { freshDatabase } from './databases.js';

export type TestNode = {
  /** For `EventStoreDBClient.connectionString`. */
  readonly url: string;
  stop(): Promise<void>;
};

/** An event store with nothing in it, open to everybody, in this process and on a database of its own. */
export const freshNode = async (): Promise<TestNode> => {
  const database = await freshDatabase();
  const node = await startNode({ databaseUrl: database.url });
  return {
    url: node.connectionString,
    stop: async () => {
      await node.close();
      await database.drop();
    },
  };
};

/** The event store that EVENTSTORE_URL names, or else a fresh node: for tests that hold for every server of this protocol. */
export const eventStore = async (): Promise<TestNode> => {
  const url = process.env.EVENTSTORE_URL;
  return url ? { url, stop: () => Promise.resolve() } : freshNode();
};
