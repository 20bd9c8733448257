import { storableText } from '../../text/storable-text.js';

/** One line, without what a text column cannot hold. */
export const messageOf = (error: unknown): string =>
  storableText(error instanceof Error ? error.message : String(error)).slice(0, 2_000);
