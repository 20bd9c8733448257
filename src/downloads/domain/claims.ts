import { overlaps, type Target } from './content.js';
import { type ContentEvent } from './events.js';

export type Claim = ContentEvent['data'];

/**
 * The claims of one movie or series that may still count, oldest first.
 * An unforced claim was taken after every claim that it overlaps had been found dead, and the dead stay dead:
 * those are left out, so that the cost of a request does not grow with the past.
 */
export type ContentState = { readonly claims: readonly Claim[] };

export const NO_CLAIMS: ContentState = { claims: [] };

export function evolveContent(state: ContentState, event: ContentEvent): ContentState {
  if (event.type !== 'content.claimed') return state;
  const claim = event.data;
  const open = claim.forced ? state.claims : state.claims.filter((other) => !overlaps(other.targets, claim.targets));
  return { claims: [...open, claim] };
}

/** The claims that a download for `targets` has to ask about. */
export const claimsInTheWay = (state: ContentState, targets: readonly Target[]): Claim[] =>
  state.claims.filter((claim) => overlaps(claim.targets, targets));
