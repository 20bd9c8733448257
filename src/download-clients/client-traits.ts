import { type Protocol } from '../releases/release.js';
import { type Capability, type ClientType } from './download-client.js';

/** What every client of a type takes and can do, also one that cannot be opened. */
export type ClientTraits = { readonly protocols: readonly Protocol[]; readonly capabilities: readonly Capability[] };

/** Types without an adapter are given no new download. */
const TRAITS: Readonly<Partial<Record<ClientType, ClientTraits>>> = {
  transmission: { protocols: ['torrent'], capabilities: ['pause', 'priority', 'category', 'remove-data'] },
  // That it can remove data as well depends on where it runs.
  aria2: { protocols: ['torrent', 'direct'], capabilities: ['pause'] },
};

export const traitsOf = (type: ClientType): ClientTraits => TRAITS[type] ?? { protocols: [], capabilities: [] };
