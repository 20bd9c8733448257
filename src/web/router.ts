import { createRouter } from 'sv-router';

/** Every route is a chunk of its own. The only user of the router's library. */
export const { p, navigate, isActive, route } = createRouter({
  '/': () => import('./pages/queue/Queue.svelte'),
  '/add': () => import('./pages/queue/Queue.svelte'),
  '/downloads/:id': () => import('./pages/download/Download.svelte'),
  '/finished': () => import('./pages/finished/Finished.svelte'),
  '/history': () => import('./pages/history/Events.svelte'),
  '/history/attempts': () => import('./pages/history/Attempts.svelte'),
  '/history/charts': () => import('./pages/history/Charts.svelte'),
  '/history/refusals': () => import('./pages/history/Refusals.svelte'),
  '/time': () => import('./pages/time/Time.svelte'),
  '/clients': () => import('./pages/clients/Clients.svelte'),
  '/clients/new': () => import('./pages/clients/ClientPage.svelte'),
  '/clients/:id': () => import('./pages/clients/ClientPage.svelte'),
  '/projections': () => import('./pages/projections/Projections.svelte'),
  '/projections/:name': () => import('./pages/projections/Parked.svelte'),
  '/library': () => import('./pages/library/Library.svelte'),
  '/settings': () => import('./pages/settings/Settings.svelte'),
  '/sign-in': () => import('./pages/sign-in/SignIn.svelte'),
  '*': () => import('./pages/NotFound.svelte'),
});
export { Router, searchParams } from 'sv-router';

/** Where there is an address that was put together. */
export const go = (path: string): void => void navigate(path as '/');

/** The query of the address, as a reader of it follows. The library makes numbers of what looks like one. */
export function currentQuery(): URLSearchParams {
  const pairs = Object.entries(route.search).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(pairs);
}

/** Another view of the same page: it fills nobody's history. */
export const show = (path: string, query: Record<string, string>): void =>
  void navigate(path as '/', { search: searchOf(query), replace: true });

/** `?text=dune`, or nothing where there is nothing to say. */
export function searchOf(query: Record<string, string>): string {
  const said = Object.entries(query).filter(([, value]) => value !== '');
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
}
