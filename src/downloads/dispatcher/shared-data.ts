import { type ClientItem } from '../../download-clients/download-client.js';

type Placed = Pick<ClientItem, 'id' | 'outputPath'>;

/**
 * Whether another item of the client has the same data: its path is the same, within this one's, or around it. Cross-seeded
 * torrents are like that, and deleting the data of one would take the other's.
 */
export function sharesData(item: Placed, items: readonly Placed[]): boolean {
  return items.some((other) => other.id !== item.id && touch(item.outputPath, other.outputPath));
}

function touch(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  const [one, other] = [segmentsOf(a), segmentsOf(b)];
  const shorter = Math.min(one.length, other.length);
  return shorter > 0 && one.slice(0, shorter).every((segment, i) => segment === other[i]);
}

/** Of a path of any system: where a backslash is a letter of a name, more seems to be shared, and less is deleted. */
const segmentsOf = (path: string): string[] => path.split(/[\\/]+/).filter((segment) => segment !== '');
