/** The parameter in which an item carries the key that it was added by, from the queue to the history. */
export const KEY_PARAMETER = 'ledgarr';
const SHOWN_DIGITS = 8;

type Known = { NZBID: number; Parameters?: readonly { Name: string; Value: string }[] };

/** The key of an item that Ledgarr has added; null for any other. */
export const keyOf = ({ Parameters: parameters = [] }: Known): string | null =>
  parameters.find(({ Name }) => Name === KEY_PARAMETER)?.Value ?? null;

/**
 * The id by which Ledgarr knows an item: NZBGet's number, and the beginning of the key. Some versions begin to number anew with each
 * start or when their queue files are lost; so a number alone may be another's.
 */
export const idOf = (item: Known): string => itemId(item.NZBID, keyOf(item));

export const itemId = (nzbId: number, key: string | null): string =>
  key === null ? String(nzbId) : `${nzbId}-${key.slice(0, SHOWN_DIGITS)}`;
