import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { type Browser } from 'playwright-core';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { magnetOf } from '../support/requests.js';
import { describeInBrowser, LOOKS, openTab, signIn, startBrowser, type Tab } from './support/browser.js';
import { type Seen, troubleOf } from './support/looks.js';

/** As a hand in the database would. */
async function doctored({ databaseUrl }: Ledgarr, downloadId: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`UPDATE download_attempts SET title = 'doctored' WHERE id = $1`, [downloadId]);
  } finally {
    await client.end();
  }
}

describeInBrowser('the pages by which Ledgarr is looked after', () => {
  let app: Ledgarr;
  let browser: Browser;
  let daemon: Transmission;
  let apiKey: string;
  let tab: Tab;
  beforeAll(async () => {
    [app, browser, daemon] = await Promise.all([
      ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }),
      startBrowser(),
      startTransmission(),
    ]);
    apiKey = (await readFile(`${app.dataDir}/api-key`, 'utf8')).trim();
    tab = await openTab(browser, app.url);
    await signIn(tab, apiKey);
  });
  afterAll(async () => {
    await tab?.context.close();
    await browser?.close();
    await daemon?.stop();
    await app?.remove();
  });

  const button = (name: string | RegExp) => tab.page.getByRole('button', { name, exact: typeof name === 'string' });
  const field = (name: string) => tab.page.getByRole('textbox', { name, exact: true });
  const item = (list: string, text: string) =>
    tab.page.getByRole('list', { name: list, exact: true }).getByRole('listitem').filter({ hasText: text });
  const goTo = (page: string) =>
    tab.page.getByRole('navigation').getByRole('link', { name: page, exact: true }).click();

  describe('Clients', () => {
    it('tries what was typed step by step, with a remedy, before anything is saved', async () => {
      await goTo('Clients');
      await tab.page.getByText('There is no download client yet.').waitFor();
      await tab.page.getByRole('link', { name: 'Add client' }).click();
      await tab.page.getByLabel('Type').selectOption('Transmission');
      await field('Name').fill('The NAS');
      await field('Address').fill(daemon.url);
      await field('User name').fill(daemon.username);
      await tab.page.getByLabel('Password').fill('not it');
      await button('Test').click();
      const report = tab.page.getByRole('status', { name: 'Test' });
      await report.getByText('Reached: passed').waitFor();
      expect(await report.getByRole('listitem').filter({ hasText: 'Signed in: not passed' }).textContent()).toMatch(
        /password/i,
      );
      expect((await app.api.call('GET', '/clients')).body['items']).toEqual([]);
    });

    it('saves it, and shows how it is', async () => {
      await tab.page.getByLabel('Password').fill(daemon.password);
      await button('Test').click();
      await tab.page.getByRole('status', { name: 'Test' }).getByText('It answers').waitFor();
      await button('Save').click();
      await item('Clients', 'The NAS').getByText('Up').waitFor();
    });

    it('says at the field what is wrong with it', async () => {
      await tab.page.getByRole('link', { name: 'Add client' }).click();
      await field('Address').fill('not an address');
      await button('Save').click();
      await tab.page.getByRole('alert').waitFor();
      expect(await field('Address').getAttribute('aria-invalid')).toBe('true');
    });

    it('changes it, and keeps the password that nobody typed', async () => {
      await goTo('Clients');
      await tab.page.getByRole('link', { name: 'Edit The NAS' }).click();
      await field('Name').fill('The other NAS');
      await button('Save').click();
      await item('Clients', 'The other NAS').getByRole('button', { name: /^Test/ }).click();
      await tab.page.getByRole('status', { name: 'Test' }).getByText('Signed in: passed').waitFor();
    });

    it('asks what becomes of its downloads before it is deleted', async () => {
      await app.api.call('POST', '/downloads', { release: { magnet: magnetOf('Held.2020') }, title: 'Held.2020' });
      await button('Delete… The other NAS').click();
      const dialog = tab.page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: 'Delete the client' }).click();
      await dialog.getByRole('radio', { name: 'Cancel them' }).waitFor();
      await dialog.getByRole('button', { name: 'Delete the client' }).click();
      await tab.page.getByText('There is no download client yet.').waitFor();
    });
  });

  describe('Projections', () => {
    it('shows that they are up to date, and what they would become', async () => {
      await goTo('Projections');
      await item('Projections', 'downloads').getByText('Running').waitFor();
      await button('Dry run downloads').click();
      await tab.page.getByText('The tables say what the log says.').waitFor();
    });

    it('names the values that differ, and puts them right', async () => {
      const { body } = await app.api.call('GET', '/history/attempts');
      const [attempt] = body['items'] as { id: string }[];
      await doctored(app, attempt!.id);
      await button('Dry run history').click();
      await tab.page.getByText('1 row differs: 0 missing, 0 too many, 1 changed').waitFor();
      await button('Rebuild history').click();
      await tab.page.getByText(/Built anew from \d+ events/).waitFor();
      await button('Dry run history').click();
      await tab.page.getByText('The tables say what the log says.').waitFor();
    });

    it('pauses one, and lets it go on', async () => {
      await button('Pause finished').click();
      await item('Projections', 'finished').getByText('Paused').waitFor();
      await button('Resume finished').click();
      await item('Projections', 'finished').getByText('Running').waitFor();
    });

    it('has a page for what is parked', async () => {
      await tab.page.getByRole('link', { name: 'history', exact: true }).click();
      await tab.page.getByText('Nothing is parked.').waitFor();
    });
  });

  describe('Settings', () => {
    it('shows a new key once, by which somebody is let in until it is deleted', async () => {
      await goTo('Settings');
      await field('Name of the key').fill('a-script');
      await button('Create key').click();
      const shown = tab.page.getByRole('status').filter({ hasText: 'It is shown this once' });
      const key = (await shown.locator('code').textContent())!;
      const statusWith = async () => (await fetch(`${app.url}/api/v1/downloads`, { headers: { 'X-Api-Key': key } })).status; // prettier-ignore
      expect(await statusWith()).toBe(200);
      await button('I have it').click();
      await tab.page.reload();
      await item('API keys', 'a-script').getByText('read, request').waitFor();
      expect(await tab.page.content()).not.toContain(key);
      await button('Delete… a-script').click();
      await tab.page.getByRole('alertdialog').getByRole('button', { name: 'Delete the key' }).click();
      await tab.page.getByText('There is no key beside').waitFor();
      expect(await statusWith()).toBe(401);
    });

    it('signs another browser out', async () => {
      const other = await openTab(browser, app.url);
      try {
        await signIn(other, apiKey);
        await tab.page.reload();
        await tab.page.getByRole('list', { name: 'Signed in' }).getByRole('button', { name: 'Sign out', exact: true }).click(); // prettier-ignore
        await tab.page.getByRole('list', { name: 'Signed in' }).getByRole('button', { name: 'Sign out', exact: true }).waitFor({ state: 'detached' }); // prettier-ignore
        await other.page.reload();
        await other.page.getByRole('textbox', { name: 'API key' }).waitFor();
      } finally {
        await other.context.close();
      }
    });

    it('remembers how this browser shows things', async () => {
      await tab.page.getByLabel('Colours').selectOption('Dark');
      await tab.page.reload();
      expect(await tab.page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
      await tab.page.getByLabel('Colours').selectOption('As the system');
      expect(await tab.page.evaluate('document.documentElement.dataset.theme')).toBeUndefined();
    });
  });

  it('has nothing to complain of', () => {
    // A refusal is a problem to the browser, and a sentence to the person.
    expect(tab.complaints.filter((each) => !/status of 4\d\d/.test(each))).toEqual([]);
  });

  const PAGES: readonly Seen[] = [
    { path: '/clients', heading: 'Clients', name: 'clients' },
    { path: '/clients/new', heading: 'Add a client', name: 'client-new' },
    { path: '/projections', heading: 'Projections', name: 'projections' },
    { path: '/projections/history', heading: 'history', name: 'parked' },
    { path: '/settings', heading: 'Settings', name: 'settings' },
  ];
  it.each(LOOKS)('can be read by everybody: $width, $scheme', async (look) => {
    expect(await troubleOf(browser, app.url, apiKey, look, PAGES)).toEqual([]);
  });
});
