import { DatabaseError } from 'pg';

/** A row change that its table cannot take, whatever the database says: no key, an unknown column. */
export class RefusedRow extends Error {}

/**
 * True when the rows are at fault (data, integrity or size errors: SQLSTATE classes 22, 23 and 54), so that asking
 * again cannot help; anything else is the database's own trouble and may pass.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof RefusedRow || (error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? ''));
