import { eventTypeFilter, excludeSystemEvents, type Filter, streamNameFilter } from '@eventstore/db-client';
import { answers, Questions, type KnownKeysFilter } from './fixtures/questions.js';

describe('what subscribers see', () => {
  let ask: Questions;
  beforeAll(async () => (ask = await Questions.ask()));
  afterAll(() => ask.end());

  const caughtUp = (log: unknown[]) => log.includes('caughtUp');
  const holds = (label: string) => (log: unknown[]) => log.some((each) => String(each).startsWith(`${label}#`));
  const end = (seen: KnownKeysFilter) => seen.subscription.unsubscribe();

  describe('of a stream', () => {
    /** All that comes until an event that is appended once the subscription stands. */
    const follow = async (stream: string, options: object, added: string, standing: (log: unknown[]) => boolean) => {
      const seen = ask.watch(ask.client.subscribeToStream(stream, options));
      await ask.until(seen, standing);
      await ask.append(stream, [ask.event(added)]);
      await ask.until(seen, (log) => holds(added)(log) && caughtUp(log));
      await end(seen);
      return seen.log;
    };
    const confirmed = (log: unknown[]) => log.includes('confirmation');

    it.each([
      ['from start', 'start', ['a', 'b', 'c']],
      ['from end', 'end', ['a', 'b', 'c']],
      ['from revision 0', 0n, ['a', 'revision-0 b', 'revision-0 c']],
      ['from revision 1', 1n, ['a', 'b', 'revision-1 c']],
      ['from revision 2', 2n, ['a', 'b', 'c']],
    ])('%s', async (label, fromRevision, labels) => {
      const stream = await ask.filled(labels as string[]);
      expect(await follow(stream, { fromRevision }, 'added', caughtUp)).toEqual(answers.subscribeToStream[label]);
    });

    it('that is not there yet: caught up only after its first event', async () => {
      const { missing, deleted } = answers.subscribe;
      expect(await follow(ask.stream(), { fromRevision: 'start' }, 'first of one', confirmed)).toEqual(
        missing['from start'],
      );
      expect(await follow(ask.stream(), { fromRevision: 'end' }, 'first of two', caughtUp)).toEqual(
        missing['from end'],
      );
      const stream = await ask.filled(['x', 'y', 'z']);
      await ask.client.deleteStream(stream);
      expect(await follow(stream, { fromRevision: 'start' }, 'soft again', confirmed)).toEqual(
        deleted['soft-deleted before, from start'],
      );
    });

    it('that is truncated: what is left, then all that comes', async () => {
      const stream = await ask.filled([...'abcdef']);
      await ask.client.setStreamMetadata(stream, { maxCount: 2 });
      expect(await follow(stream, {}, 'g', caughtUp)).toEqual(answers.subscribe.truncated['maxCount 2, from start']);
      expect(await follow(stream, { fromRevision: 0n }, 'h', caughtUp)).toEqual(
        answers.subscribe.truncated['from revision 0'],
      );
    });

    it('that is soft-deleted meanwhile, without noticing', async () => {
      const stream = await ask.filled(['s a', 's b', 's c']);
      const seen = ask.watch(ask.client.subscribeToStream(stream));
      await ask.until(seen, caughtUp);
      await ask.client.deleteStream(stream);
      await ask.append(stream, [ask.event('again 1'), ask.event('again 2')]);
      await ask.until(seen, holds('again 2'));
      expect(seen.log).toEqual(answers.subscribe.softDelete['all that was seen']);
      await end(seen);
    });

    it('that gets a tombstone, or has one', async () => {
      const stream = await ask.filled(['s a', 's b', 's c']);
      const seen = ask.watch(ask.client.subscribeToStream(stream));
      await ask.until(seen, caughtUp);
      await ask.client.tombstoneStream(stream);
      await ask.until(seen, (log) => log.includes('stream-deleted'));
      expect(seen.log).toEqual(answers.subscribe.tombstone['what is seen']);
      const late = ask.watch(ask.client.subscribeToStream(stream));
      await ask.until(late, (log) => log.length > 0);
      expect(late.log).toEqual(answers.subscribe.deleted['tombstoned before, from start']);
    });
  });

  describe('of $all', () => {
    const newest = async () => (await ask.append(ask.stream('newest'), [ask.event('newest')])).position!;

    it('begins after its position', async () => {
      const { position } = await ask.append(ask.stream(), [ask.event('a')]);
      await ask.append(ask.stream(), [ask.event('b')]);
      const seen = ask.watch(ask.client.subscribeToAll({ fromPosition: position! }));
      await ask.until(seen, caughtUp);
      expect(seen.log).toEqual(['confirmation', 'b#0', 'caughtUp']);
      await end(seen);
    });

    it('goes through filters on the server', async () => {
      const [apple, apricot, banana] = [ask.stream('apple'), ask.stream('apricot'), ask.stream('banana')] as [
        string,
        string,
        string,
      ];
      const fromPosition = await newest();
      const filters: Record<string, Filter> = {
        'stream: one prefix': streamNameFilter({ prefixes: [apple] }),
        'stream: two prefixes': streamNameFilter({ prefixes: [apple, banana] }),
        'stream: a regex': streamNameFilter({ regex: `^(${apricot}|${banana})$` }),
        'stream: a regex matches anywhere': streamNameFilter({ regex: banana.slice(2) }),
      };
      const all = Object.entries(filters).map(
        ([label, filter]) => [label, ask.watch(ask.client.subscribeToAll({ fromPosition, filter }))] as const,
      );
      for (const [, seen] of all) await ask.until(seen, caughtUp);
      const writes = { a: apple, b: apricot, c: banana, d: apple, e: apricot, f: banana };
      for (const [label, stream] of Object.entries(writes)) await ask.append(stream, [ask.event(label)]);
      for (const [label, seen] of all) {
        await ask.until(seen, holds(String(answers.filters[label].at(-1)).split('#')[0]!));
        expect({ [label]: seen.log }).toEqual({ [label]: answers.filters[label] });
        await end(seen);
      }
    });

    it('goes through filters by event type, caught up with or not', async () => {
      const kind = ask.stream('Kind');
      const fromPosition = await newest();
      const filters: Record<string, Filter> = {
        'type: a prefix': eventTypeFilter({ prefixes: [`${kind}Made`] }),
        'type: a regex': eventTypeFilter({ regex: `^${kind}.*(Sent|Lost)$` }),
      };
      const stream = ask.stream();
      const watchAll = () =>
        Object.entries(filters).map(
          ([label, filter]) => [label, ask.watch(ask.client.subscribeToAll({ fromPosition, filter }))] as const,
        );
      const live = watchAll();
      for (const [, seen] of live) await ask.until(seen, caughtUp);
      const types = { a: 'Made', b: 'Sent', c: 'MadeAgain', d: 'made', e: 'NotLostYet', f: 'WasLost' };
      for (const [label, type] of Object.entries(types))
        await ask.append(stream, [ask.event(label, { type: kind + type })]);
      for (const [label, seen] of [...live, ...watchAll()]) {
        const events = (log: unknown[]) => log.filter((each) => String(each).includes('#'));
        await ask.until(seen, (log) => events(log).length >= 2 && caughtUp(log));
        expect(events(seen.log)).toEqual(answers.filters[label].slice(2));
        await end(seen);
      }
    });

    it('leaves system events out where that is asked for', async () => {
      const stream = ask.stream();
      const fromPosition = await newest();
      const seen = ask.watch(ask.client.subscribeToAll({ fromPosition, filter: excludeSystemEvents() }));
      await ask.until(seen, caughtUp);
      await ask.append(stream, [ask.event('a')]);
      await ask.client.setStreamMetadata(stream, { n: 1 });
      await ask.append(`$${ask.stream('system')}`, [ask.event('b')]);
      await ask.append(stream, [ask.event('c', { type: '$dollar' })]);
      await ask.client.tombstoneStream(stream);
      await ask.append(ask.stream(), [ask.event('d')]);
      await ask.until(seen, holds('d'));
      expect(seen.log).toEqual(answers.filters.excludeSystemEvents);
      await end(seen);
    });
  });

  it('comes once and in order, from whatever point a subscription begins while others write', async () => {
    const stream = ask.stream();
    const { position } = await ask.append(ask.stream('before'), [ask.event('before')]);
    const write = async (from: number, to: number) => {
      for (let n = from; n < to; n += 10)
        await ask.append(
          stream,
          Array.from({ length: 10 }, (_, i) => ask.event(`${n + i}`)),
        );
    };
    await write(0, 200);
    const writing = write(200, 1_000);
    const all: KnownKeysFilter[] = [];
    for (let i = 0; i < 5; i++) {
      all.push(ask.watch(ask.client.subscribeToStream(stream)));
      all.push(
        ask.watch(
          ask.client.subscribeToAll({ fromPosition: position!, filter: streamNameFilter({ prefixes: [stream] }) }),
        ),
      );
      await ask.append(ask.stream('between'), [ask.event('between')]);
    }
    await writing;
    const expected = Array.from({ length: 1_000 }, (_, n) => `${n}#${n}`);
    for (const seen of all) {
      await ask.until(seen, holds('999'));
      expect(seen.log.filter((each) => String(each).includes('#'))).toEqual(expected);
      expect(seen.log.indexOf('confirmation')).toBe(0);
      await end(seen);
    }
  });
});
