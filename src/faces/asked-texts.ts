import { plainText } from '../text/plain-text.js';

/** Characters of a category or a tag. */
export const LONGEST_LABEL = 200;
/** Characters. */
const LONGEST_TITLE = 500;

/** A title as it may be kept; null where nothing is left of it. */
export const titleOf = (said: string | null | undefined): string | null =>
  plainText(said ?? '')?.slice(0, LONGEST_TITLE) ?? null;
