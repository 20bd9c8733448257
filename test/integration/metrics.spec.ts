import { type App, startApp } from '../support/app.js';
import { until } from '../support/daemons/process.js';
import { LiveQueueReader } from '../support/live-reader.js';
import { ask, movie } from '../support/requests.js';

let app: App;
beforeAll(async () => {
  app = await startApp();
  await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
});
afterAll(() => app?.remove());

const read = (key = app.key) => fetch(`${app.url}/metrics`, { headers: { 'X-Api-Key': key } });
const line = (text: string, start: string) => text.split('\n').find((each) => each.startsWith(start));

it('are for those who have a key', async () => expect((await read('wrong')).status).toBe(401));

it('tell of commands, refusals, requests, the queue, the clients and the projections', async () => {
  await ask(app.api, 'a', { content: movie('One') });
  await ask(app.api, 'b', { content: movie('One') });
  const text = await until('the client was looked at', async () => {
    const answer = await read();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    const said = await answer.text();
    return line(said, 'ledgarr_client_up{client="nobody"}') === undefined ? null : said;
  });
  expect(line(text, 'ledgarr_client_up')).toBe('ledgarr_client_up{client="nobody"} 0');
  expect(line(text, 'ledgarr_client_waiting')).toBe('ledgarr_client_waiting_downloads{client="nobody"} 1');
  expect(line(text, 'ledgarr_commands_total{command="InitiateDownload",outcome="done"}')).toMatch(/ 1$/);
  expect(line(text, 'ledgarr_commands_total{command="InitiateDownload",outcome="refused"}')).toMatch(/ 1$/);
  expect(line(text, 'ledgarr_refusals_total')).toBe('ledgarr_refusals_total{code="duplicate-download"} 1');
  expect(line(text, 'ledgarr_http_request_duration_seconds_count{method="POST",route="/api/v1/downloads",status="201"}')).toMatch(/ 1$/); // prettier-ignore
  expect(line(text, 'ledgarr_projection_lag_seconds{projection="downloads"}')).toMatch(/ [\d.]+$/);
  expect(line(text, 'ledgarr_queue_downloads')).toMatch(/ 1$/);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
});

it('count who reads the live queue', async () => {
  const readers = async () => {
    const text = await (await read()).text();
    return line(text, 'ledgarr_http_requests_open{method="GET",route="/api/v1/downloads/live"}')?.split(' ').at(-1);
  };
  const reader = await LiveQueueReader.open(app.url, { 'X-Api-Key': app.key });
  await until('the reader', async () => (await readers()) === '1');
  reader.leave();
  await until('nobody', async () => (await readers()) === '0');
});
