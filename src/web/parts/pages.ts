import { m } from '../messages/en.ts';

/** The pages of the navigation, in its order. */
export const PAGES = [{ path: '/', name: m.pages.queue }] as const;
