import { createHash } from 'node:crypto';

/** The key of an item that is known by what its program says of it alone: 40 hex digits. @param text what tells it apart there */
export const importedKey = (program: string, text: string): string =>
  createHash('sha256').update(`${program} ${text}`).digest('hex').slice(0, 40);
