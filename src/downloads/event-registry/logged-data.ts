import { mapTexts, storable } from '../../text/storable-text.js';
import { withoutLinks, withoutSecrets } from '../../text/without-secrets.js';

/** Names that came from outside, and what programs say. All else is a code, an id or a path, and must stay as it is. */
const HIDES: Record<string, (text: string) => string> = {
  title: withoutLinks,
  category: withoutLinks,
  indexer: withoutLinks,
  message: withoutSecrets,
};

/** The data of an event as the log may hold them, which cannot forget: without links and keys, and without what PostgreSQL cannot store. */
export const loggedData = <T>(data: T): T =>
  mapTexts(storable(data), (text, field) => (Object.hasOwn(HIDES, field) ? HIDES[field]!(text) : text)) as T;
