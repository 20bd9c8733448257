import { many } from '../words.ts';

export const library = {
  hint: 'What is on disk already is not downloaded again, unless it is forced.',
  states: { ready: 'Ready', scanning: 'Being scanned', unreadable: 'Cannot be read' } as Record<string, string>,
  files: (count: number) => many(count, 'media file', 'media files'),
  scanned: 'scanned',
  empty: 'There is no folder of a library.',
  emptyHint: 'Set LEDGARR_LIBRARY_ROOTS to the folders of your library, separated by commas, and start Ledgarr again.',
  refusals: 'What was turned down because it is there',
};
