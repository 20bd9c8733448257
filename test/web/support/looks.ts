import { type Browser } from 'playwright-core';
import { violations } from './axe.js';
import { type Look, openTab, signIn } from './browser.js';

/** A page to be seen, and the heading by which one knows that it is there. */
export type Seen = { path: string; heading: string | RegExp; name: string };

type Sizes = { scrollWidth: number; clientWidth: number };

/**
 * Looks at each page as somebody with this width and scheme does. `SCREENSHOTS=<folder>` keeps what is seen.
 * @returns what is wrong: violations of accessibility, scrolling sideways, words on the console
 */
export async function troubleOf(
  browser: Browser,
  url: string,
  apiKey: string,
  look: Look,
  pages: readonly Seen[],
): Promise<string[]> {
  const tab = await openTab(browser, url, look);
  const trouble: string[] = [];
  try {
    await signIn(tab, apiKey);
    for (const { path, heading, name } of pages) {
      await tab.page.goto(path);
      await tab.page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await tab.page.locator('.rows, .empty, .card, form').first().waitFor();
      const shots = process.env['SCREENSHOTS'];
      if (shots) await tab.page.screenshot({ path: `${shots}/${name}-${look.width}-${look.scheme}.png` });
      const sizes = (await tab.page.evaluate('({ ...{ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth } })')) as Sizes; // prettier-ignore
      if (sizes.scrollWidth !== sizes.clientWidth) trouble.push(`${name}: scrolls sideways`);
      trouble.push(...(await violations(tab.page)).map((each) => `${name}: ${each}`));
    }
    return [...trouble, ...tab.complaints];
  } finally {
    await tab.context.close();
  }
}
