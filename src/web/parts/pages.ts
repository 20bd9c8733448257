import { m } from '../messages/en.ts';

/** `attention`, `clients`, `projections`: what a page's badge counts. */
export type Badge = 'attention' | 'clients' | 'projections';
/** `first`: has a place of its own in the bar of a phone; the others lie below More. `letter`: after `g`, it leads there. */
export type PageLink = { path: string; name: string; letter: string; first?: true; badge?: Badge };

/** The pages of the navigation, in its order. */
export const PAGES: readonly PageLink[] = [
  { path: '/', name: m.pages.queue, letter: 'q', first: true, badge: 'attention' },
  { path: '/finished', name: m.pages.finished, letter: 'f', first: true },
  { path: '/history', name: m.pages.history, letter: 'h', first: true },
  { path: '/time', name: m.pages.time, letter: 't' },
  { path: '/clients', name: m.pages.clients, letter: 'c', badge: 'clients' },
  { path: '/projections', name: m.pages.projections, letter: 'p', badge: 'projections' },
  { path: '/library', name: m.pages.library, letter: 'l' },
  { path: '/settings', name: m.pages.settings, letter: 's' },
];
