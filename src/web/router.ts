import { createRouter } from 'sv-router';

/** Every route is a chunk of its own. The only user of the router's library. */
export const { p, navigate, isActive, route } = createRouter({
  '/': () => import('./pages/queue/Queue.svelte'),
  '/add': () => import('./pages/queue/Queue.svelte'),
  '/downloads/:id': () => import('./pages/download/Download.svelte'),
  '/sign-in': () => import('./pages/sign-in/SignIn.svelte'),
  '*': () => import('./pages/NotFound.svelte'),
});
export { Router, searchParams } from 'sv-router';

/** The query of the address, as a reader of it follows. The library makes numbers of what looks like one. */
export function currentQuery(): URLSearchParams {
  const pairs = Object.entries(route.search).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(pairs);
}
