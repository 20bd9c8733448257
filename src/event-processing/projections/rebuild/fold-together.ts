import { comparePositions, type EventLog, type Position } from '../../../event-store/event-log.js';
import { LogReader } from '../../subscription/log-reader.js';
import { type AsideBuild } from './aside-build.js';
import { type Progress } from './rebuild-progress.js';

type Options = {
  readonly eventLog: EventLog;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

/** Events read before rows are made of them: few enough that they take no memory to speak of. */
const BATCH_EVENTS = 2_000;

/** Reads the log once, up to where it ended when the builds began, and folds it into all of them. */
export async function foldTogether(builds: readonly AsideBuild[], options: Options): Promise<void> {
  const { eventLog, signal, onProgress } = options;
  const prefixes = [...new Set(builds.flatMap(({ projection }) => projection.streams))];
  const reader = new LogReader(eventLog, prefixes, signal, BATCH_EVENTS);
  try {
    for await (const events of reader.upTo(latest(builds.map(({ foldEnd }) => foldEnd)))) {
      signal.throwIfAborted();
      for (const event of events) for (const build of builds) build.add(event);
      await Promise.all(builds.map((build) => build.fold()));
      const reports = (await Promise.all(builds.map((build) => build.report()))).filter((report) => report !== null);
      const [first] = reports.sort((a, b) => b.total - a.total);
      if (first) onProgress?.(first);
      if (builds.every(({ isAtEnd }) => isAtEnd)) break;
    }
  } finally {
    reader.close();
  }
  await Promise.all(builds.map((build) => build.finishFold()));
}

const latest = (positions: readonly (Position | null)[]): Position | null =>
  positions.reduce((last, each) => (last === null || (each && comparePositions(each, last) > 0) ? each : last), null);
