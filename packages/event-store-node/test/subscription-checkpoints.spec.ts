import { type Position, streamNameFilter } from '@eventstore/db-client';
import { answers, Questions, type KnownKeysFilter } from './fixtures/questions.js';

describe('how far filtered subscribers are told to have come', () => {
  let ask: Questions;
  beforeAll(async () => (ask = await Questions.ask()));
  afterAll(() => ask.end());

  const caughtUp = (log: unknown[]) => log.includes('caughtUp');
  const holds = (label: string) => (log: unknown[]) => log.some((each) => String(each).startsWith(`${label}#`));
  const end = (seen: KnownKeysFilter) => seen.subscription.unsubscribe();
  const newest = async () => (await ask.append(ask.stream('newest'), [ask.event('newest')])).position!;

  it.each([
    ['window 10, interval 1', { maxSearchWindow: 10, checkpointInterval: 1 }],
    ['window 10, interval 3', { maxSearchWindow: 10, checkpointInterval: 3 }],
    ['window 32, interval 1', { maxSearchWindow: 32, checkpointInterval: 1 }],
    ['no window, interval 1', { checkpointInterval: 1 }],
  ])('has checkpoints while catching up: %s', async (label, options) => {
    const fromPosition = await newest();
    const [looked, skipped] = [ask.stream('looked'), ask.stream('skipped')];
    await ask.append(looked, [ask.event('a')]);
    for (let i = 0; i < 10; i++)
      await ask.append(
        skipped,
        Array.from({ length: 10 }, (_, j) => ask.event(`x${i}-${j}`)),
      );
    await ask.append(looked, [ask.event('b')]);
    const names = new Map<bigint, string>();
    for await (const { event } of ask.client.readAll({ fromPosition })) {
      names.set(event!.position.commit, `${(event!.data as { label: string }).label}#${event!.revision}`);
    }
    const reached = async (_: unknown, { commit }: { commit: bigint }) =>
      void seen.log.push(`checkpoint at ${names.get(commit)}`);
    const filter = streamNameFilter({ prefixes: [looked], ...options, checkpointReached: reached });
    const seen = ask.watch(ask.client.subscribeToAll({ fromPosition, filter }));
    await ask.until(seen, caughtUp);
    expect(seen.log).toEqual(answers.checkpoints[label]);
    await end(seen);
  });

  describe('checkpoints by hand', () => {
    const looked = () => ask.stream('looked');
    /** Appends skipped events for the dots and looked for ones for the rest, and answers with all their positions. */
    const write = async (stream: string, events: string) => {
      const before = await newest();
      for (const [run] of events.matchAll(/\.+|[^.]+/g)) {
        const labels = [...run].map((label) => ask.event(label));
        await ask.append(run.startsWith('.') ? ask.stream('skipped') : stream, labels);
      }
      const places: bigint[] = [];
      for await (const { event } of ask.client.readAll({ fromPosition: before })) places.push(event!.position.commit);
      return { before, at: places.slice(1) };
    };
    const follow = async (stream: string, fromPosition: Position | 'start', window: number, interval = 1) => {
      const reached: bigint[] = [];
      const checkpointReached = async (_: unknown, { commit }: { commit: bigint }) => void reached.push(commit);
      const options = {
        prefixes: [stream],
        maxSearchWindow: window,
        checkpointInterval: interval,
        checkpointReached,
      };
      const seen = ask.watch(ask.client.subscribeToAll({ fromPosition, filter: streamNameFilter(options) }));
      await ask.until(seen, caughtUp);
      return { reached, seen };
    };

    it('where nothing passes: a window of one tells of every event, and a page may end at the newest', async () => {
      const { before, at } = await write(looked(), '.'.repeat(14));
      const ones = await follow(looked(), before, 1);
      expect(ones.reached).toEqual(at);
      const sevens = await follow(looked(), before, 7);
      expect(sevens.reached).toEqual([at[0], at[7]]);
      const fives = await follow(looked(), before, 5);
      expect(fives.reached).toEqual([at[0], at[5]]);
      for (const { seen } of [ones, sevens, fives]) await end(seen);
    });

    it('from the start the first page begins at nought', async () => {
      const { at } = await write(looked(), '.'.repeat(14));
      const { reached, seen } = await follow(looked(), 'start', 7);
      expect(reached[0]).toBe(0n);
      expect(at).toContain(reached.at(-1));
      await end(seen);
    });

    it('tell the last event of the page that passed', async () => {
      const stream = looked();
      const { before, at } = await write(stream, '.a......b...');
      const { reached, seen } = await follow(stream, before, 4);
      expect(reached).toEqual([at[1], at[4], at[8]]);
      await end(seen);
    });

    it('count pages that end early since so many events pass', async () => {
      const stream = looked();
      const { before, at } = await write(stream, 'x'.repeat(40) + '.'.repeat(56));
      const { reached, seen } = await follow(stream, before, 64);
      expect(reached).toEqual([at[39]]);
      await end(seen);
    });

    it.each([
      ['a full page', 64, 32],
      ['a page begun', 71, 32],
    ])('keep what was counted when the subscription goes live after %s', async (_, written, second) => {
      const stream = looked();
      const { before, at } = await write(stream, '.'.repeat(written));
      const { reached, seen } = await follow(stream, before, 32, 2);
      expect(reached).toEqual([at[second]]);
      const live = await write(stream, `${'.'.repeat(126 - written)}l`);
      await ask.until(seen, holds('l'));
      expect(reached).toEqual([at[second]].concat(live.at.slice(-1)));
      await end(seen);
    });
  });

  it('has a checkpoint for every 32 events that pass by live', async () => {
    const fromPosition = await newest();
    const reached: bigint[] = [];
    const checkpointReached = async (_: unknown, { commit }: { commit: bigint }) => void reached.push(commit);
    const looked = ask.stream('looked');
    const filter = streamNameFilter({ prefixes: [looked], checkpointReached });
    const seen = ask.watch(ask.client.subscribeToAll({ fromPosition, filter }));
    await ask.until(seen, caughtUp);
    for (let i = 0; i < 40; i++) await ask.append(ask.stream('skipped'), [ask.event(`${i}`)]);
    await ask.append(looked, [ask.event('last')]);
    await ask.until(seen, holds('last'));
    expect(reached).toHaveLength(1);
    await end(seen);
  });

  it('counts for its checkpoints from the catch-up on into what comes live', async () => {
    const fromPosition = await newest();
    const add = async (count: number) => {
      const events = Array.from({ length: count }, (_, i) => ask.event(`${i}`));
      await ask.append(ask.stream('skipped'), events);
    };
    const reached: bigint[] = [];
    const checkpointReached = async (_: unknown, { commit }: { commit: bigint }) => void reached.push(commit);
    const looked = ask.stream('looked');
    const filter = streamNameFilter({
      prefixes: [looked],
      checkpointReached,
      maxSearchWindow: 32,
      checkpointInterval: 1,
    });
    // One full page, told of where it begins, and 8 events of the next.
    await add(40);
    const seen = ask.watch(ask.client.subscribeToAll({ fromPosition, filter }));
    await ask.until(seen, caughtUp);
    expect(reached).toHaveLength(1);
    // 24 more make a window of 32, and so on.
    await add(30);
    await add(40);
    await ask.append(looked, [ask.event('last')]);
    await ask.until(seen, holds('last'));
    const places: bigint[] = [];
    for await (const { event } of ask.client.readAll({ fromPosition })) places.push(event!.position.commit);
    const [first, ...others] = reached.map((commit) => places.indexOf(commit));
    expect(others.map((place) => place - first!)).toEqual([63, 95]);
    await end(seen);
  });
});
