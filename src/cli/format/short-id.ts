/** The beginning of an id that is shown: of a million ids, one in five thousand shares it with another. */
export const shortId = (id: string): string => id.slice(0, 8);
