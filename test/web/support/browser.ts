import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)); // prettier-ignore

/** Skipped is not passed: where there is no browser this says so, and under CI it fails. */
export const describeInBrowser: typeof describe = Object.assign(
  CHROMIUM || process.env['CI'] === 'true' ? describe : describe.skip,
);
if (!CHROMIUM && process.env['CI'] !== 'true') console.warn('NOT CHECKED: no Chromium here, so the page is not tested');

export const WIDTHS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
export const SCHEMES = ['light', 'dark'] as const;
export type Look = { width: keyof typeof WIDTHS; scheme: (typeof SCHEMES)[number] };
export const LOOKS: readonly Look[] = (['desktop', 'phone'] as const).flatMap((width) =>
  SCHEMES.map((scheme) => ({ width, scheme })),
);

/** @throws where there is no Chromium */
export const startBrowser = (): Promise<Browser> => {
  if (!CHROMIUM) throw new Error('There is no Chromium: apt-get install chromium');
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
};

/** Runs in the page. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('policy: ' + violatedDirective + ' ' + blockedURI))`;

/** A page of its own, with what it said that it should not have. */
export type Tab = {
  page: Page;
  context: BrowserContext;
  /** Console messages, uncaught errors and violations of the policy. */
  complaints: string[];
};

const HARMLESS = /favicon|\[vite\]/;

export async function openTab(
  browser: Browser,
  url: string,
  look: Look = { width: 'desktop', scheme: 'light' },
): Promise<Tab> {
  // prettier-ignore
  const phone = look.width === 'phone';
  const context = await browser.newContext({
    baseURL: url,
    viewport: WIDTHS[look.width],
    colorScheme: look.scheme,
    hasTouch: phone,
    isMobile: phone,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!HARMLESS.test(message.text())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  await page.addInitScript({ content: TELL_VIOLATIONS });
  return { page, context, complaints };
}

/** As a person does: the key, once. */
export async function signIn({ page }: Tab, apiKey: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('textbox', { name: 'API key' }).fill(apiKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').waitFor();
}
