import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { format } from 'prettier';
import { type App, startApp } from '../support/app.js';

const FILE = 'src/web/api/schema.d.ts';
const OPTIONS = { parser: 'typescript', singleQuote: true, printWidth: 120, trailingComma: 'all' } as const;

/** Written anew by `WRITE_SCHEMA=1 npm run jest -- test/web/schema.spec.ts`. */
describe("the page's types of the API", () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.remove());

  it('are those of the service', async () => {
    const types = await format(astToString(await openapiTS(JSON.stringify(app.openApi()))), OPTIONS);
    if (process.env['WRITE_SCHEMA']) await writeFile(FILE, types);
    expect(await readFile(FILE, 'utf8')).toBe(types);
  });
});
