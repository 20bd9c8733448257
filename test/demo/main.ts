import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import cliProgress from 'cli-progress';
import { type Api } from '../support/api.js';
import { startLedgarr } from '../support/ledgarr-process.js';
import { seed, type Seed } from '../support/seed.js';

const MB = 1024 * 1024;
const say = (text: string) => process.stdout.write(`${text}\n`);

/** A torrent through the queue, the same again (refused), another cancelled, and the story of it all. */
async function demo(folder: string): Promise<void> {
  const downloadDir = join(folder, 'downloads');
  say('Starting Ledgarr in a temporary folder, with its own PostgreSQL, event store and aria2 …');
  const ledgarr = await startLedgarr(folder, {
    LEDGARR_DOWNLOAD_DIR: downloadDir,
    LEDGARR_ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
    LEDGARR_LOG_LEVEL: 'error',
    LEDGARR_POLL_ACTIVE_MS: '200',
  });
  const film = await seed('The.Quiet.Harbour.2021.mkv', 12 * MB, 4 * MB);
  const other = await seed('Copper.Sky.2019.mkv', 40 * MB, 2 * MB);
  try {
    say(`It runs on ${ledgarr.url}.`);
    await play(ledgarr.api, film, other);
  } finally {
    film.close();
    other.close();
    await ledgarr.stop();
  }
}

async function play(api: Api, film: Seed, other: Seed): Promise<void> {
  const content = { kind: 'movie', mediaId: 'tmdb:1', title: 'The Quiet Harbour', year: 2021 };
  const release = { torrent: film.torrent.toString('base64') };

  say('\nA torrent is asked for:');
  const first = await expectStatus(201, api.call('POST', '/downloads', { release, content, title: film.name }));
  say(`  201, download ${first['id']}`);
  say('The same torrent once more:');
  const refused = await expectStatus(409, api.call('POST', '/downloads', { release, content }));
  say(`  409, ${refused['code']}: ${refused['title']} (${(refused['existing'] as { id: string }).id})`);

  say('A direct link is asked for, and then cancelled:');
  const link = { release: { url: other.link }, title: other.name };
  const second = await expectStatus(201, api.call('POST', '/downloads', link));
  await printQueue(api);
  await expectStatus(200, api.call('POST', `/downloads/${second['id']}/cancel`, { removeData: true }));

  await watch(api, String(first['id']));
  await until(async () => (await api.queue()).length === 0);
  const { outputPath } = await api.download(String(first['id']));
  const arrived = await readFile(outputPath ?? '');
  if (!arrived.equals(film.bytes)) throw new Error('the file is not what was seeded');
  say(`\nIt is there, byte for byte: ${arrived.length.toLocaleString('en')} bytes. The queue is empty. The history:`);
  for (const { occurredAt, type, title } of await api.history()) say(`  ${occurredAt}  ${type.padEnd(32)} ${title}`);
}

async function printQueue(api: Api): Promise<void> {
  say('\nThe queue:');
  for (const { status, progress, title } of await api.queue()) {
    say(`  ${status.padEnd(12)} ${String(Math.round(progress * 100)).padStart(3)} %  ${title}`);
  }
  say('');
}

async function watch(api: Api, id: string): Promise<void> {
  const bar = new cliProgress.SingleBar({
    format: '  {title}  {bar}  {percentage} %  {status}',
    noTTYOutput: true,
    notTTYSchedule: 1_000,
    stream: process.stdout,
  });
  const download = await api.download(id);
  bar.start(100, 0, { title: download.title, status: download.status });
  await until(async () => {
    const { progress, status } = await api.download(id);
    bar.update(Math.round(progress * 100), { status });
    if (status === 'failed' || status === 'cancelled') throw new Error(`the download ended as ${status}`);
    return status === 'completed';
  });
  bar.stop();
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it did not come to an end within two minutes');
    await setTimeout(200);
  }
}

async function expectStatus(expected: number, call: Promise<{ status: number; body: Record<string, unknown> }>) {
  const { status, body } = await call;
  if (status !== expected) throw new Error(`expected ${expected}, got ${status}: ${JSON.stringify(body)}`);
  return body;
}

const folder = await mkdtemp(join(tmpdir(), 'ledgarr-demo-'));
try {
  await mkdir(join(folder, 'downloads'), { recursive: true });
  await demo(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
