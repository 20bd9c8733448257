import { Command } from 'commander';
import { type ParkedEvent } from '../event-processing/processor/parked-events.js';
import { type Projector } from '../event-processing/projections/projector.js';

export type Output = { json?: boolean };
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

type WithProjector = <T>(work: (projector: Projector) => Promise<T>) => Promise<T>;

/** Events that a projection could not take: looked at, tried again, passed over. */
export function parkedCommand(withProjector: WithProjector): Command {
  const json = ['--json', 'as JSON'] as const;
  const command = new Command('parked').description('Events that a projection could not take.');
  const on = <A extends unknown[]>(work: (projector: Projector, ...args: A) => Promise<void>) =>
    (...args: A) => withProjector((projector) => work(projector, ...args)); // prettier-ignore
  command
    .command('list <name>')
    .option(...json)
    .action(on(list));
  command
    .command('show <name> <eventId>')
    .description('One of them, as it is in the log.')
    .option(...json)
    .action(on(show));
  command
    .command('retry <name>')
    .description('Tries them again; exits 1 when some stay.')
    .option('--stream <stream>', 'only those of this stream')
    .option(...json)
    .action(on(retry));
  command
    .command('skip <name> <eventId>')
    .description('Passes over one for good.')
    .option(...json)
    .action(on(skip));
  return command;
}

async function list(projector: Projector, name: string, { json }: Output): Promise<void> {
  const events = await projector.parked(name).list();
  if (json) return print(JSON.stringify(events));
  if (events.length === 0) return print(`${name} has no parked events.`);
  for (const { eventId, stream, revision, type, error } of events)
    print(`${eventId}  ${type} at ${revision}@${stream}: ${error ?? 'waits behind an earlier one'}`);
}

async function show(projector: Projector, name: string, eventId: string, { json }: Output): Promise<void> {
  const event = await projector.parked(name).get(eventId);
  if (!event) throw notParked(name, eventId);
  print(json ? JSON.stringify(event) : described(event));
}

const described = ({
  eventId,
  type,
  stream,
  revision,
  createdAt,
  error,
  attempts,
  data,
  metadata,
}: ParkedEvent): string =>
  [
    `${type} ${eventId}`,
    `  at ${revision}@${stream}, written ${createdAt}`,
    `  ${error === null ? 'waits behind an earlier one' : `tried ${attempts} times: ${error}`}`,
    `  data ${JSON.stringify(data)}`,
    `  metadata ${JSON.stringify(metadata)}`,
  ].join('\n');

async function retry(
  projector: Projector,
  name: string,
  { json, stream }: Output & { stream?: string },
): Promise<void> {
  const result = await projector.parked(name).retry(stream);
  print(json ? JSON.stringify(result) : `${name}: ${result.applied} applied, ${result.parked} still parked.`);
  if (result.parked > 0) process.exitCode = 1;
}

async function skip(projector: Projector, name: string, eventId: string, { json }: Output): Promise<void> {
  if (!(await projector.parked(name).skip(eventId))) throw notParked(name, eventId);
  print(json ? JSON.stringify({ skipped: eventId }) : `${name}: skipped ${eventId}.`);
}

const notParked = (name: string, eventId: string) => new Error(`${name} has no parked event ${eventId}.`);
