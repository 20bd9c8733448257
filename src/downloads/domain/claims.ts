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

/** Up to so many it is quicker to go through the claims for each of them than to find out once what covers what. */
const FEW = 8;

/**
 * `evolveContent` over many events at once, in a time that grows with their number alone: a series may have seen
 * thousands of claims when it is first asked about.
 */
export function foldContent(state: ContentState, events: readonly ContentEvent[]): ContentState {
  if (events.length <= FEW) return events.reduce(evolveContent, state);
  const claimed = events.filter(({ type }) => type === 'content.claimed').map(({ data }) => data);
  const later = new Coverage();
  const open: Claim[] = [];
  // Newest first: a claim is open when no later, unforced one overlaps it.
  for (const claim of [...state.claims, ...claimed].reverse()) {
    if (!later.overlaps(claim.targets)) open.push(claim);
    if (!claim.forced) later.add(claim.targets);
  }
  return { claims: open.reverse() };
}

/** Targets, in a form that tells at once whether others overlap them. An episode without a season overlaps nothing here. */
class Coverage {
  private whole = false;
  private readonly touched = new Set<number>();
  private readonly seasons = new Set<number>();
  private readonly episodes = new Set<string>();

  add(targets: readonly Target[]): void {
    for (const { season, episode } of targets) {
      if (season === undefined) this.whole ||= episode === undefined;
      else if (episode === undefined) this.seasons.add(season);
      else this.episodes.add(`${season}.${episode}`);
      if (season !== undefined) this.touched.add(season);
    }
  }

  overlaps(targets: readonly Target[]): boolean {
    return targets.some(({ season, episode }) => {
      if (season === undefined) return episode === undefined && (this.whole || this.touched.size > 0);
      if (this.whole || this.seasons.has(season)) return true;
      return episode === undefined ? this.touched.has(season) : this.episodes.has(`${season}.${episode}`);
    });
  }
}

/** The claims that a download for `targets` has to ask about. */
export const claimsInTheWay = (state: ContentState, targets: readonly Target[]): Claim[] =>
  state.claims.filter((claim) => overlaps(claim.targets, targets));
