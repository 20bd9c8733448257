import { z } from 'zod';

/** What is done where another active download has what is asked for: wait for that one, no, or a second one beside it. */
export const DUPLICATES = ['join', 'refuse', 'allow'] as const;

/** What is kept with a key about the program that asks with it. What is absent is as usual there where it asks. */
export const keySettings = z.strictObject({
  duplicates: z
    .enum(DUPLICATES)
    .optional()
    .describe(
      'Where another active download has it: wait for that one, no, or a second one. One item is never had twice.',
    ),
  ignoreLibrary: z
    .boolean()
    .optional()
    .describe('What lies in the library is not refused: the program keeps one of its own.'),
  categories: z
    .array(z.string().min(1).max(200))
    .max(100)
    .optional()
    .describe(
      'Names that a face offers besides the usual ones: some programs will only ask in a category that is there.',
    ),
});
export type KeySettings = z.infer<typeof keySettings>;

/** What a later version has kept, or a hand has spoilt, counts as absent. */
export function readKeySettings(kept: Readonly<Record<string, unknown>>): KeySettings {
  const { duplicates, ignoreLibrary, categories } = keySettings.shape;
  return {
    duplicates: duplicates.catch(undefined).parse(kept['duplicates']),
    ignoreLibrary: ignoreLibrary.catch(undefined).parse(kept['ignoreLibrary']),
    categories: categories.catch(undefined).parse(kept['categories']),
  };
}
