import { readFile } from 'node:fs/promises';
import { type Browser } from 'playwright-core';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { magnetOf, movie } from '../support/requests.js';
import { violations } from './support/axe.js';
import { describeInBrowser, LOOKS, openTab, signIn, startBrowser, type Tab } from './support/browser.js';

describeInBrowser('the queue', () => {
  let app: Ledgarr;
  let browser: Browser;
  let apiKey: string;
  let tab: Tab;
  beforeAll(async () => {
    [app, browser] = await Promise.all([ledgarr(), startBrowser()]);
    apiKey = (await readFile(`${app.dataDir}/api-key`, 'utf8')).trim();
  });
  beforeEach(async () => {
    tab = await openTab(browser, app.url);
    await signIn(tab, apiKey);
  });
  afterEach(() => tab?.context.close());
  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const row = (title: string, in_ = tab) =>
    in_.page.getByRole('grid', { name: 'Queue' }).getByRole('row', { name: title });
  const button = (name: string | RegExp) => tab.page.getByRole('button', { name, exact: typeof name === 'string' });
  const request = async (title: string) => {
    const { body } = await app.api.call('POST', '/downloads', {
      release: { magnet: magnetOf(title) },
      content: movie(title),
    });
    return body['id'] as string;
  };
  const fill = async (magnet: string) => {
    await button('Add').click();
    await tab.page.getByRole('textbox', { name: 'Magnet, link or file' }).fill(magnet);
    await tab.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  };

  it('is empty at first, and says so', async () => {
    await tab.page.getByText('Nothing is on its way.').waitFor();
    await tab.page.getByText('● Live').waitFor();
  });

  it('takes a magnet, and shows its row with title, status and progress', async () => {
    await fill(magnetOf('The.Quiet.Harbour.2021'));
    await row('The.Quiet.Harbour.2021').waitFor();
    expect(await row('The.Quiet.Harbour.2021').getAttribute('aria-label')).toMatch(
      /^The\.Quiet\.Harbour\.2021, \w+, 0 percent/,
    );
  });

  it('refuses what is on its way already, and leads to it', async () => {
    const id = await request('Twice.2020');
    await fill(magnetOf('Twice.2020'));
    const refusal = tab.page.getByRole('dialog').getByRole('alert');
    await refusal.getByText('On its way already').waitFor();
    expect(await refusal.getByRole('link', { name: 'Open it' }).getAttribute('href')).toBe(`/downloads/${id}`);
  });

  it('leads to the story of a download', async () => {
    const id = await request('With.A.Story.2020');
    await row('With.A.Story.2020').getByRole('link').click();
    await tab.page.getByRole('heading', { name: 'With.A.Story.2020' }).waitFor();
    await tab.page.getByText('Initiated · api').waitFor();
    expect(new URL(tab.page.url()).pathname).toBe(`/downloads/${id}`);
    expect(await violations(tab.page)).toEqual([]);
    expect(tab.complaints).toEqual([]);
  });

  it('says what is no release before anything is sent', async () => {
    await fill('something');
    await tab.page
      .getByRole('alert')
      .getByText(/no magnet/)
      .waitFor();
  });

  it('pauses what is selected, and takes it back', async () => {
    await request('To.Pause.2020');
    await row('To.Pause.2020').getByRole('checkbox').check();
    await tab.page.getByText('1 selected').waitFor();
    await button('Pause').click();
    await row('To.Pause.2020, Paused').waitFor();
    await button('Undo').click();
    await row(/To\.Pause\.2020, (Queued|Downloading|Stalled)/ as never).waitFor();
  });

  it('cancels after a moment in which it can be taken back, and shows what became of it', async () => {
    await request('To.Cancel.2020');
    await row('To.Cancel.2020').getByRole('checkbox').check();
    await button('Cancel…').click();
    await tab.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel 1 download' }).click();
    await button('Undo').click();
    await row('To.Cancel.2020').getByRole('checkbox').check();
    await button('Cancel…').click();
    await tab.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel 1 download' }).click();
    await row('To.Cancel.2020, Cancelled').waitFor();
    await row('To.Cancel.2020').waitFor({ state: 'detached' });
  });

  it('is the same in two browsers', async () => {
    const other = await openTab(browser, app.url);
    try {
      await signIn(other, apiKey);
      await request('Seen.By.Both.2020');
      await Promise.all([row('Seen.By.Both.2020').waitFor(), row('Seen.By.Both.2020', other).waitFor()]);
    } finally {
      await other.context.close();
    }
  });

  it('is filtered and found by its address', async () => {
    await request('Needle.2020');
    await tab.page.getByRole('searchbox').fill('needle');
    await row('Needle.2020').waitFor();
    await row('Twice.2020').waitFor({ state: 'detached' });
    expect(new URL(tab.page.url()).search).toBe('?text=needle');
    await tab.page.reload();
    await row('Needle.2020').waitFor();
  });

  it('is worked by the keyboard alone', async () => {
    await request('By.Keyboard.2020');
    await row('By.Keyboard.2020').waitFor();
    await tab.page.getByRole('grid').focus();
    await tab.page.keyboard.press('ArrowDown');
    await tab.page.keyboard.press('Control+a');
    await tab.page.getByText(/\d+ selected/).waitFor();
    await tab.page.keyboard.press('Escape');
    await tab.page.getByText(/\d+ selected/).waitFor({ state: 'detached' });
  });

  it.each(LOOKS)('can be read by everybody: $width, $scheme', async (look) => {
    const own = await openTab(browser, app.url, look);
    try {
      await signIn(own, apiKey);
      await row('Twice.2020', own).waitFor();
      expect(await violations(own.page)).toEqual([]);
      const { scrollWidth, clientWidth } = await own.page.evaluate('({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })') as { scrollWidth: number; clientWidth: number }; // prettier-ignore
      expect(scrollWidth).toBe(clientWidth);
      expect(own.complaints).toEqual([]);
      if (process.env['SCREENSHOTS']) await own.page.screenshot({ path: `${process.env['SCREENSHOTS']}/queue-${look.width}-${look.scheme}.png` }); // prettier-ignore
    } finally {
      await own.context.close();
    }
  });
});
