import { readFile } from 'node:fs/promises';
import { type Browser } from 'playwright-core';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { violations } from './support/axe.js';
import { describeInBrowser, LOOKS, openTab, signIn, startBrowser, type Tab } from './support/browser.js';

describeInBrowser('signing in', () => {
  let app: Ledgarr;
  let browser: Browser;
  let apiKey: string;
  let tab: Tab;
  beforeAll(async () => {
    [app, browser] = await Promise.all([ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }), startBrowser()]);
    apiKey = (await readFile(`${app.dataDir}/api-key`, 'utf8')).trim();
  });
  afterEach(() => tab?.context.close());
  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });
  const key = () => tab.page.getByRole('textbox', { name: 'API key' });

  it.each(LOOKS)('can be read by everybody: $width, $scheme', async (look) => {
    tab = await openTab(browser, app.url, look);
    await tab.page.goto('/sign-in');
    await key().waitFor();
    expect(await violations(tab.page)).toEqual([]);
  });

  it('says that a key is wrong, and keeps it', async () => {
    tab = await openTab(browser, app.url);
    await tab.page.goto('/');
    await key().fill('wrong');
    await tab.page.getByRole('button', { name: 'Sign in' }).click();
    expect(await tab.page.getByRole('alert').textContent()).toMatch(/not right/);
    expect(await key().inputValue()).toBe('wrong');
  });

  it('leads to the queue, and holds for another tab', async () => {
    tab = await openTab(browser, app.url);
    await signIn(tab, apiKey);
    const other = await tab.context.newPage();
    await other.goto('/');
    await other.getByRole('navigation').getByRole('link', { name: 'Queue' }).waitFor();
    const cookies = await tab.context.cookies();
    expect(cookies).toEqual([expect.objectContaining({ name: 'ledgarr_session', httpOnly: true, sameSite: 'Strict' })]);
    expect(JSON.stringify(cookies)).not.toContain(apiKey);
  });

  it('leads back to where one came from, within the page alone', async () => {
    tab = await openTab(browser, app.url);
    await tab.page.goto('/sign-in?next=//elsewhere.example/');
    await key().fill(apiKey);
    await tab.page.getByRole('button', { name: 'Sign in' }).click();
    await tab.page.getByRole('navigation').waitFor();
    expect(new URL(tab.page.url()).origin).toBe(new URL(app.url).origin);
  });
});
