import { z } from 'zod';

/** The schema of an answer of type T: one that allows more or less than the type does not compile. */
export const schemaOf =
  <T>() =>
  <S extends z.ZodType<T>>(schema: [T] extends [z.output<S>] ? S : never): S =>
    schema;

/** What a list that is given whole answers with. */
export const wholeList = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), total: z.int(), nextCursor: z.null() });

/** What a list in pages answers with. */
export const pageFields = <S extends z.ZodType>(item: S) => ({
  items: z.array(item),
  total: z.int(),
  nextCursor: z.string().nullable(),
});

/** RFC 9457. */
export const problemDocument = z.looseObject({
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.strictObject({ field: z.string(), problem: z.string() })).optional(),
  existing: z.looseObject({ id: z.uuid() }).optional().describe('The download that is in the way, whole.'),
  files: z
    .array(
      z.strictObject({
        path: z.string(),
        sizeBytes: z.number().nullable(),
        modifiedAt: z.iso.datetime().nullable(),
        exists: z.boolean().nullable().describe('Null: the disk does not answer.'),
      }),
    )
    .optional()
    .describe('What is on disk already, as it is now.'),
  forceable: z.boolean().optional().describe('Of a refusal: whether force: true would pass.'),
  retryAfter: z.int().optional().describe('Seconds.'),
});
