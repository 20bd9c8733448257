import { figure, many } from '../words.ts';

export const projections = {
  hint: 'The tables that follow from the log. Each can be built anew from it while everything goes on.',
  states: {
    running: 'Running',
    'catching-up': 'Catching up',
    rebuilding: 'Rebuilding',
    paused: 'Paused',
    failed: 'Failed',
    idle: 'Idle',
  } as Record<string, string>,
  version: (version: number) => `version ${version}`,
  lag: (events: number, seconds: number) =>
    events === 0 ? 'Up to date' : `${many(events, 'event', 'events')} behind, ${seconds.toFixed(1)} s`,
  rate: (perSecond: number) => `${figure(Math.round(perSecond))}/s`,
  rebuild: 'Rebuild',
  dryRun: 'Dry run',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  progress: (done: number, total: number) => `${figure(done)} of ${figure(total)} events`,
  left: (time: string) => `${time} left`,
  rebuilt: (events: number, seconds: number) =>
    `Built anew from ${many(events, 'event', 'events')} in ${seconds.toFixed(1)} s`,
  stopped: 'Stopped: the tables are as they were.',
  same: 'The tables say what the log says.',
  differs: (missing: number, extra: number, changed: number) =>
    `${many(missing + extra + changed, 'row differs', 'rows differ')}: ${figure(missing)} missing, ${figure(extra)} too many, ${figure(changed)} changed`,
  table: 'Table',
  log: 'Log',
  parked: (count: number) => `${many(count, 'event is', 'events are')} parked`,
  parkedTitle: 'Parked events',
  parkedHint: 'What the projection could not take, and what follows it in its stream. The rest goes on.',
  streams: (events: number, streams: number) =>
    `Retry ${many(events, 'event', 'events')} of ${many(streams, 'stream', 'streams')}`,
  retried: (applied: number, parked: number) => `${figure(applied)} taken, ${figure(parked)} still parked`,
  skip: 'Skip…',
  skipTitle: 'Skip this event for good?',
  skipHint: 'The tables will lack what it says. It stays in the log.',
  skipSubmit: 'Skip the event',
  tries: (count: number) => many(count, 'try', 'tries'),
  noneParked: 'Nothing is parked.',
  open: 'Details',
};
