import { v5 as uuidV5 } from 'uuid';

/**
 * Who waits for an item, as programs see it: a key, in one of its categories. Two programs, or two categories of one, that ask for
 * the same hash have an item each.
 */
export type Asker = { actor: string; category: string | null; itemKey: string };

const NAMESPACE = '2c9d3f60-5f1e-5d0a-9d55-6a6f696e6564';

/** The same whenever the same one asks for the same again. */
export const joinIdOf = ({ actor, category, itemKey }: Asker): string =>
  uuidV5(JSON.stringify([actor, category, itemKey]), NAMESPACE);
