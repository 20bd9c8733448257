import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Browser } from 'playwright-core';
import { until } from '../support/daemons/process.js';
import { FileServer } from '../support/file-server.js';
import { type Ledgarr, ledgarr, untilEnded } from '../support/ledgarr.js';
import { magnetOf, movie } from '../support/requests.js';
import { describeInBrowser, LOOKS, openTab, signIn, startBrowser, type Tab } from './support/browser.js';
import { type Seen, troubleOf } from './support/looks.js';

describeInBrowser('the pages of what was and is', () => {
  let app: Ledgarr;
  let browser: Browser;
  let files: FileServer;
  let apiKey: string;
  let tab: Tab;
  beforeAll(async () => {
    [app, browser, files] = await Promise.all([ledgarr(), startBrowser(), new FileServer().start()]);
    apiKey = (await readFile(`${app.dataDir}/api-key`, 'utf8')).trim();
    tab = await openTab(browser, app.url);
    await signIn(tab, apiKey);
  });
  afterAll(async () => {
    await tab?.context.close();
    await browser?.close();
    files?.close();
    await app?.remove();
  });

  const button = (name: string) => tab.page.getByRole('button', { name, exact: true });
  const row = (list: string, title: string) =>
    tab.page.getByRole('list', { name: list, exact: true }).getByRole('listitem').filter({ hasText: title });
  const goTo = (page: string) =>
    tab.page.getByRole('navigation').getByRole('link', { name: page, exact: true }).click();

  const request = async (title: string) => {
    const { body } = await app.api.call('POST', '/downloads', {
      release: { magnet: magnetOf(title) },
      title,
      content: movie(title),
    });
    return body['id'] as string;
  };
  /** @returns the path of its file */
  const completed = async (title: string): Promise<string> => {
    const { body } = await app.api.call('POST', '/downloads', { release: { url: files.file(`${title}.mkv`) }, title });
    await untilEnded(app.api, body['id'] as string);
    const { outputPath } = await app.api.download(body['id'] as string);
    return outputPath!;
  };

  describe('Finished', () => {
    it('shows what has ended as it ends, and lets the client forget it, with its data kept', async () => {
      await goTo('Finished');
      await tab.page.getByRole('heading', { name: 'Finished' }).waitFor();
      const path = await completed('To.Keep.2020');
      await row('Finished', 'To.Keep.2020').getByText('Completed').waitFor();
      await row('Finished', 'To.Keep.2020').getByRole('button', { name: /^Remove…/ }).click(); // prettier-ignore
      await tab.page.getByRole('alertdialog').getByRole('button', { name: 'Remove 1 download' }).click();
      await row('Finished', 'To.Keep.2020').waitFor({ state: 'detached' });
      expect(existsSync(path)).toBe(true);
    });

    it('removes what is selected with its data, after saying so', async () => {
      const path = await completed('To.Delete.2020');
      await row('Finished', 'To.Delete.2020').getByRole('checkbox').check();
      await button('Remove…').click();
      const dialog = tab.page.getByRole('alertdialog');
      await dialog.getByRole('radio', { name: 'Delete the data too' }).check();
      await dialog.getByText('Deleted data cannot be brought back.').waitFor();
      await dialog.getByRole('button', { name: 'Remove 1 download' }).click();
      await row('Finished', 'To.Delete.2020').waitFor({ state: 'detached' });
      await until('the file to be gone', async () => (existsSync(path) ? undefined : true));
    });
  });

  describe('History', () => {
    it('tells what happened, and is filtered by its address', async () => {
      await request('Told.2020');
      await tab.page.goto('/history?text=told&type=download.initiated');
      await row('History', 'Told.2020').getByText('Initiated').waitFor();
      expect(await tab.page.getByRole('list', { name: 'History', exact: true }).getByRole('listitem').count()).toBe(1);
      await tab.page.getByLabel('What happened').selectOption('Failed');
      await tab.page.getByText('Nothing that happened fits the filter.').waitFor();
      await button('Drop the filter').click();
      await row('History', 'To.Keep.2020').first().waitFor();
      expect(new URL(tab.page.url()).search).toBe('');
    });

    it('says that there is news, and moves when it is asked to', async () => {
      await request('News.2020');
      await tab.page.getByRole('button', { name: /newer event/ }).click();
      await row('History', 'News.2020').first().waitFor();
    });

    it('lists attempts with how they ended, and what was turned down with why', async () => {
      const id = await request('Refused.2020');
      await app.api.call('POST', '/downloads', { release: { magnet: magnetOf('Refused.2020') } });
      await tab.page.getByRole('link', { name: 'Attempts' }).click();
      await row('Attempts', 'Refused.2020').getByText('Under way').waitFor();
      await row('Attempts', 'To.Keep.2020').getByText('Completed').waitFor();
      await tab.page.getByRole('link', { name: 'Refusals' }).click();
      await row('Refusals', 'On its way already').getByText('cannot be forced').waitFor();
      expect(
        await row('Refusals', 'On its way already').getByRole('link', { name: 'What is in the way' }).getAttribute('href'),
      ).toBe(`/downloads/${id}`); // prettier-ignore
    });

    it('draws how much happened, and says it in a table', async () => {
      await tab.page.getByRole('link', { name: 'Charts' }).click();
      await tab.page.getByRole('img', { name: 'Events over time' }).waitFor();
      await tab.page.getByLabel('Each bar is').selectOption('an hour');
      await button('As a table').click();
      await tab.page.getByRole('columnheader', { name: 'Completed' }).waitFor();
      expect(new URL(tab.page.url()).searchParams.get('bucket')).toBe('hour');
    });
  });

  describe('Time machine', () => {
    it('shows the queue as it was, and what has changed since', async () => {
      const before = new Date().toISOString();
      const id = await request('Of.The.Past.2020');
      const then = new Date().toISOString();
      await app.api.call('POST', `/downloads/${id}/cancel`, { forget: true });
      await untilEnded(app.api, id);
      await tab.page.goto(`/time?at=${then}&to=now`);
      await row('The queue then', 'Of.The.Past.2020').waitFor();
      await row('What changed', 'Of.The.Past.2020').getByText('→ Cancelled').waitFor();
      await tab.page.goto(`/time?at=${before}`);
      await row('The queue then', 'Told.2020').waitFor();
      expect(await row('The queue then', 'Of.The.Past.2020').count()).toBe(0);
    });

    it('goes from event to event, and the address goes along', async () => {
      const [from] = [tab.page.url()];
      await button('Next event').click();
      await tab.page.waitForURL((url) => url.href !== from);
      await row('The queue then', 'Of.The.Past.2020').waitFor();
      await button('Previous event').click();
      await row('The queue then', 'Of.The.Past.2020').waitFor({ state: 'detached' });
      await button('Now').click();
      await tab.page.waitForURL((url) => !url.searchParams.has('at'));
    });
  });

  describe('Commands', () => {
    it('are found by their names, and lead to a page or a download', async () => {
      await tab.page.goto('/');
      await tab.page.getByRole('row', { name: 'Told.2020' }).waitFor();
      await tab.page.keyboard.press('Control+k');
      await tab.page.getByRole('combobox').fill('open told');
      await tab.page.getByRole('option', { name: 'Open Told.2020' }).waitFor();
      await tab.page.keyboard.press('Enter');
      await tab.page.getByRole('heading', { name: 'Told.2020' }).waitFor();
    });

    it('have keys, which a field that has the focus keeps to itself', async () => {
      await tab.page.keyboard.press('g');
      await tab.page.keyboard.press('f');
      await tab.page.getByRole('heading', { name: 'Finished' }).waitFor();
      await tab.page.keyboard.press('/');
      await tab.page.keyboard.type('gh');
      expect(await tab.page.getByRole('searchbox').inputValue()).toBe('gh');
      await tab.page.getByRole('searchbox').fill('');
      await tab.page.getByRole('searchbox').blur();
      await tab.page.keyboard.press('?');
      await tab.page.getByRole('dialog', { name: 'Keys' }).getByText('Go to Time machine').waitFor();
      await tab.page.keyboard.press('Escape');
      await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('pause the row that the keys are at, and take it back', async () => {
      await tab.page.goto('/?text=told');
      await tab.page.getByRole('row', { name: 'Told.2020' }).waitFor();
      await tab.page.getByRole('grid').focus();
      await tab.page.keyboard.press('ArrowDown');
      await tab.page.keyboard.press('p');
      await tab.page.getByRole('row', { name: 'Told.2020, Paused' }).waitFor();
      await button('Undo').waitFor();
      await tab.page.keyboard.press('z');
      await tab.page.getByRole('row', { name: 'Told.2020, Paused' }).waitFor({ state: 'detached' });
    });
  });

  it('tells what would come of a request before it is sent', async () => {
    await tab.page.keyboard.press('n');
    const dialog = tab.page.getByRole('dialog', { name: 'Add a download' });
    const release = dialog.getByRole('textbox', { name: 'Magnet, link or file' });
    await release.fill(magnetOf('Brand.New.2024.1080p.WEB-DL'));
    await dialog.getByRole('status').getByText('goes to builtin').waitFor();
    await release.fill(magnetOf('Told.2020'));
    await dialog.getByRole('alert').getByText('On its way already').waitFor();
    await tab.page.keyboard.press('Escape');
  });

  it("shows a download's attempts, files and what is stored of it", async () => {
    await completed('With.Files.2020');
    await goTo('Finished');
    await row('Finished', 'With.Files.2020').getByRole('link').click();
    await tab.page.getByRole('link', { name: 'Attempts' }).click();
    await tab.page.getByRole('link', { name: 'Attempt 1' }).waitFor();
    await tab.page.getByRole('link', { name: 'Files' }).click();
    await tab.page.getByRole('listitem').filter({ hasText: 'With.Files.2020.mkv' }).waitFor();
    await tab.page.getByRole('link', { name: 'Raw' }).click();
    await tab.page.getByText(/download\.completed$/).click();
    await tab.page.getByText('"schemaVersion"').first().waitFor();
  });

  it('says which folders of the library there are', async () => {
    await goTo('Library');
    await tab.page.getByText('There is no folder of a library.').waitFor();
  });

  it('has nothing to complain of', () => {
    expect(tab.complaints).toEqual([]);
  });

  const PAGES: readonly Seen[] = [
    { path: '/finished', heading: 'Finished', name: 'finished' },
    { path: '/history', heading: 'History', name: 'history' },
    { path: '/history/attempts', heading: 'History', name: 'attempts' },
    { path: '/history/charts', heading: 'History', name: 'charts' },
    { path: '/history/refusals', heading: 'History', name: 'refusals' },
    { path: '/time?to=now', heading: 'Time machine', name: 'time' },
    { path: '/library', heading: 'Library', name: 'library' },
  ];
  it.each(LOOKS)('can be read by everybody: $width, $scheme', async (look) => {
    expect(await troubleOf(browser, app.url, apiKey, look, PAGES)).toEqual([]);
  });
});
