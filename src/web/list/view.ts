import { type Filter } from './filter.ts';
import { DEFAULT_SORT, type Sort, SORT_KEYS, type SortKey } from './order.ts';

export type View = Filter & { sort: Sort };

const listOf = (query: URLSearchParams, name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean);
const isSort = (text: string): text is Sort => SORT_KEYS.includes(text.replace(/^-/, '') as SortKey);

/** The address is the view: what it does not say is as it was made. */
export function viewOf(query: URLSearchParams): View {
  const sort = query.get('sort') ?? '';
  return {
    status: listOf(query, 'status'),
    client: listOf(query, 'client'),
    protocol: listOf(query, 'protocol'),
    content: query.get('content'),
    text: query.get('text') ?? '',
    sort: isSort(sort) ? sort : DEFAULT_SORT,
  };
}

/** @returns the query of the address, without what is as it was made */
export function queryOf({ status, client, protocol, content, text, sort }: View): string {
  const all = { status: status.join(','), client: client.join(','), protocol: protocol.join(','), content: content ?? '', text, sort: sort === DEFAULT_SORT ? '' : sort }; // prettier-ignore
  const said = Object.entries(all).filter(([, value]) => value !== '');
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
}

export const isFiltered = ({ status, client, protocol, content, text }: View): boolean =>
  status.length + client.length + protocol.length > 0 || content !== null || text !== '';

/** The sort that a click on a column's heading asks for: figures begin with the largest. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  const first: Sort = key === 'title' || key === 'downloadClient' || key === 'status' || key === 'etaSeconds' ? key : `-${key}`; // prettier-ignore
  const other: Sort = first.startsWith('-') ? key : `-${key}`;
  return sort === first ? other : sort === other && first !== DEFAULT_SORT ? DEFAULT_SORT : first;
}
