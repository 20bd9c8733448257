import type { components } from './schema.d.ts';

/** What the API calls its answers, by name. */
export type Schemas = components['schemas'];
/** One page of a list. */
export type Page<T> = { items: T[]; total: number; nextCursor: string | null };
