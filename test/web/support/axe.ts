import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Axe = { run(): Promise<{ violations: { id: string; impact: string | null; nodes: { target: string[]; failureSummary?: string }[] }[] }> }; // prettier-ignore

/**
 * What axe finds against the page as it stands. Its source is evaluated through the browser's protocol, so that the policy stays on.
 * @returns a line for each violation
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run());
  return found.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}): ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
