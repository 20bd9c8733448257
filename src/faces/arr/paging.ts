import { type Parameters } from './parameters.js';

/** One page of a list, with what was asked for. */
export type PageRequest = {
  page: number;
  pageSize: number;
  sortKey: string;
  sortDirection: 'ascending' | 'descending';
};

/** @param sortKeys those that are known, the usual one first: it stands for any other. @throws ArrRefusal 400 */
export function pageRequest(parameters: Parameters, sortKeys: readonly [string, ...string[]]): PageRequest {
  const asked = parameters.text('sortKey')?.toLowerCase();
  const direction = parameters.text('sortDirection')?.toLowerCase();
  return {
    page: Math.max(1, parameters.number('page') ?? 1),
    pageSize: parameters.number('pageSize') ?? 10,
    sortKey: sortKeys.find((key) => key.toLowerCase() === asked) ?? sortKeys[0],
    sortDirection: direction === 'ascending' || direction === 'asc' ? 'ascending' : 'descending',
  };
}

export const pageOf = (request: PageRequest, totalRecords: number, records: readonly unknown[]) => ({
  ...request,
  totalRecords,
  records,
});
