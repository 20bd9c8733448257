import { silent, type Measure } from '@ledgarr/event-store-node/bench/measure';
import { createDataSource } from '../src/database/data-source.js';
import { downloads } from '../src/downloads/projections/downloads.js';
import { finished } from '../src/downloads/projections/finished.js';
import { history } from '../src/downloads/projections/history.js';
import { type StoredEvent } from '../src/event-store/event-log.js';
import { rebuildTogether } from '../src/event-processing/projections/rebuild/rebuild.js';
import { Projector } from '../src/event-processing/projections/projector.js';
import { type KeptLog, withKeptLog } from './kept-log.js';
import { copyAlone, handleNaively, readAlone } from './rebuild-baselines.js';

const PROJECTIONS = [downloads, history, finished];
const NAIVE_EVENTS = 1_000;
const MEMORY_SAMPLE_MS = 100;

/** `perCpuSecond` is by the processor time of this process: it bears a machine that does other things beside. */
type Timed = { events: number; perSecond: number; perCpuSecond: number; peakMb: number };

async function timed(events: number, work: () => Promise<unknown>): Promise<Timed> {
  let peakMb = 0;
  const sample = setInterval(() => (peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20)), MEMORY_SAMPLE_MS);
  const [began, before] = [performance.now(), process.cpuUsage()];
  try {
    await work();
  } finally {
    clearInterval(sample);
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - began) / 1_000;
  return { events, perSecond: events / seconds, perCpuSecond: (events * 1e6) / (user + system), peakMb };
}

/** As if they had never run: the log is kept from an earlier run, and their tables with it. */
async function forget({ databaseUrl }: KeptLog): Promise<void> {
  const database = await createDataSource(databaseUrl).initialize();
  const tables = PROJECTIONS.flatMap((projection) => projection.tables.map(({ name }) => name));
  await database.query(`TRUNCATE ${tables.join(', ')}; DELETE FROM projections`);
  await database.destroy();
}

async function catchUpLive({ eventLog, databaseUrl }: KeptLog): Promise<void> {
  const projector = new Projector({ databaseUrl, log: eventLog, projections: PROJECTIONS, logger: silent });
  try {
    const end = (await eventLog.lastPosition(['download-']))!;
    projector.start();
    await Promise.all(PROJECTIONS.map(({ name }) => projector.waitFor(name, end, 3_600_000)));
  } finally {
    await projector.stop();
  }
}

const measureRebuild = ({ eventLog, databaseUrl }: KeptLog, events: number): Promise<Timed> =>
  timed(events, () => rebuildTogether(PROJECTIONS, { eventLog, database: { connectionString: databaseUrl } }));

const rates = (name: string, { perSecond, perCpuSecond }: Timed, goal?: string): Measure[] => [
  { name, value: perSecond, unit: 'events/s', goal },
  { name: `${name}, by processor time`, value: perCpuSecond, unit: 'events/CPU s' },
];

async function measureWhole(log: KeptLog): Promise<{ rebuilt: Timed; measures: Measure[] }> {
  const events = (await readAlone(log.eventLog)) as number;
  const reading = await timed(events, () => readAlone(log.eventLog));
  const rebuilt = await measureRebuild(log, events);
  const copying = await timed(events, () => copyAlone(log.databaseUrl, PROJECTIONS));
  const sample = (await readAlone(log.eventLog, NAIVE_EVENTS)) as StoredEvent[];
  const naive = await timed(sample.length, () => handleNaively(log.databaseUrl, PROJECTIONS, sample));
  const ratio = (name: string, baseline: Timed, goal?: string): Measure => {
    const value = rebuilt.perSecond / baseline.perSecond;
    return { name, value, unit: '×', ratio: rebuilt.perCpuSecond / baseline.perCpuSecond, goal };
  };
  const measures: Measure[] = [
    ...rates(`rebuild of all projections, ${events} events`, rebuilt, '≥ 25,000'),
    ...rates('reading the log alone', reading),
    { name: 'COPY of the final rows alone', value: copying.perSecond, unit: 'events/s' },
    { name: 'one event, one transaction', value: naive.perSecond, unit: 'events/s' },
    ratio('rebuild against reading alone (ratio: by processor time)', reading, '≥ 0.6'),
    ratio('rebuild against COPY alone', copying),
    ratio('rebuild against one event, one transaction', naive, '≥ 15'),
    { name: 'memory of the process, at its peak', value: rebuilt.peakMb, unit: 'MB', goal: '≤ 400' },
  ];
  return { rebuilt, measures };
}

/**
 * A rebuild of 250,000 downloads, of a tenth of them, and a live projection that catches up from zero.
 * @param most downloads: `npm run bench -- rebuild 25000` is enough for a look
 */
export async function benchRebuild(most = Number(process.argv[3] ?? 250_000)): Promise<Measure[]> {
  const few = Math.ceil(most / 10);
  const small = await withKeptLog(few, async (log) => {
    const events = (await readAlone(log.eventLog)) as number;
    await forget(log);
    const caughtUp = await timed(events, () => catchUpLive(log));
    return { caughtUp, rebuilt: await measureRebuild(log, events) };
  });
  const { rebuilt, measures } = await withKeptLog(most, measureWhole);
  return [
    ...measures,
    { name: `the same, ${small.rebuilt.events} events`, value: small.rebuilt.peakMb, unit: 'MB' },
    {
      name: `rate at ${rebuilt.events} events against ${small.rebuilt.events}`,
      value: rebuilt.perSecond / small.rebuilt.perSecond,
      unit: '×',
      ratio: rebuilt.perCpuSecond / small.rebuilt.perCpuSecond,
      goal: '≥ 0.8',
    },
    ...rates(`live projections from zero, ${small.caughtUp.events} events`, small.caughtUp),
  ];
}
