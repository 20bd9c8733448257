/** What a metadata stream's last event says about reading its stream. Ages are in seconds. */
export type StreamMetadata = {
  readonly maxCount?: number;
  readonly maxAge?: number;
  readonly truncateBefore?: number;
  /** Everything that was stored, unread parts too. */
  readonly stored: Readonly<Record<string, unknown>>;
};

export const NO_METADATA: StreamMetadata = { stored: {} };

/** EventStoreDB truncates what it keeps for deletion before the highest revision there is: 2^63 − 1. */
const DELETED_BEFORE = 2 ** 63;
export const SOFT_DELETE_METADATA = '{"$tb":9223372036854775807}';

export const isSoftDeleted = ({ truncateBefore }: StreamMetadata): boolean => truncateBefore === DELETED_BEFORE;

/** Content that is no metadata in form, or has a limit of nought or less, counts as none at all. */
export const parseMetadata = (content: Uint8Array): StreamMetadata => {
  const stored = parseObject(content);
  if (!stored) return NO_METADATA;
  const { $maxCount: maxCount, $maxAge: maxAge, $tb: truncateBefore } = stored;
  if (!isLimit(maxCount, 1) || !isLimit(maxAge, 1) || !isLimit(truncateBefore, 0)) return NO_METADATA;
  return { maxCount, maxAge, truncateBefore, stored };
};

const isLimit = (value: unknown, least: number): value is number | undefined =>
  value === undefined || (Number.isInteger(value) && (value as number) >= least);

const parseObject = (content: Uint8Array): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(content).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** The same metadata for a stream that begins again at `revision`. */
export const metadataFrom = ({ stored }: StreamMetadata, revision: number): string =>
  JSON.stringify({ ...stored, $tb: revision });
