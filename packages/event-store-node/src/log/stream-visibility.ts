import type { Head } from './head.js';
import { isSoftDeleted, type StreamMetadata } from './stream-metadata.js';

/** The first revision that metadata leaves readable, age apart; beyond the last one where nothing is. */
export const firstVisible = (head: Head, metadata: StreamMetadata): number => {
  const { maxCount, truncateBefore = 0 } = metadata;
  if (isSoftDeleted(metadata)) return head.last + 1;
  return Math.max(0, truncateBefore, maxCount === undefined ? 0 : head.last - maxCount + 1);
};
