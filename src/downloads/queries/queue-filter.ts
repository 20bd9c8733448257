import { Conditions, containing } from './page.js';

export type QueueFilter = {
  status?: string[];
  client?: string;
  protocol?: string;
  category?: string;
  indexer?: string;
  /** The media id. */
  content?: string;
  /** A part of the title. */
  text?: string;
};

/** @param conditions that stand already: the source of the rows may need values of its own */
export const addFilter = (conditions: Conditions, filter: QueueFilter): Conditions =>
  conditions
    .add('status = ANY(?)', filter.status)
    .add('"downloadClient" = ?', filter.client)
    .add('protocol = ?', filter.protocol)
    .add('category = ?', filter.category)
    .add('indexer = ?', filter.indexer)
    .add('media_id = ?', filter.content)
    .add('title ILIKE ?', containing(filter.text));
