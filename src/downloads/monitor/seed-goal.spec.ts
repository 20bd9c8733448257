import { type SeedGoal } from '../domain/events.js';
import { seedGoalReached } from './seed-goal.js';

const HOUR = 3_600;
const ended = new Date('2026-01-01T00:00:00Z');
const reached = (
  seedGoal: SeedGoal | null,
  { hours = 0, ...item }: { ratio?: number | null; seedingSeconds?: number; seedGoalReached?: boolean; hours?: number },
) =>
  seedGoalReached(
    { seedGoal, endedAt: ended },
    { ratio: null, ...item },
    new Date(ended.getTime() + hours * HOUR * 1_000),
  );

describe('a seeding goal', () => {
  it.each<[string, SeedGoal | null, Parameters<typeof reached>[1], boolean | null]>([
    ['of a ratio, reached', { ratio: 1 }, { ratio: 1 }, true],
    ['of a ratio, but for the rounding', { ratio: 1 }, { ratio: 0.9995 }, true],
    ['of a ratio, not reached', { ratio: 1 }, { ratio: 0.99 }, false],
    ['of a ratio that nobody knows', { ratio: 1 }, { ratio: null }, null],
    ['of a time, by two witnesses', { seconds: HOUR }, { seedingSeconds: HOUR, hours: 1 }, true],
    ['of a time, by a client whose clock has leapt', { seconds: HOUR }, { seedingSeconds: 9e6, hours: 0.5 }, false],
    ['of a time, while the client was off', { seconds: HOUR }, { seedingSeconds: 60, hours: 9 }, false],
    ['of a time that the client does not count', { seconds: HOUR }, { hours: 9 }, null],
    ['of either, by ratio', { ratio: 1, seconds: HOUR }, { ratio: 2, seedingSeconds: 0 }, true],
    ['of either, by time', { ratio: 1, seconds: HOUR }, { ratio: 0, seedingSeconds: HOUR, hours: 2 }, true],
    ['of either, not yet', { ratio: 1, seconds: HOUR }, { ratio: 0.5, seedingSeconds: 60, hours: 0.1 }, false],
    ['of the request, whatever the client’s own says', { ratio: 2 }, { ratio: 1, seedGoalReached: true }, false],
    ['of the client, reached', null, { seedGoalReached: true }, true],
    ['of the client, not reached', null, { seedGoalReached: false }, false],
    ['that nobody has given', null, { ratio: 100, seedingSeconds: 9e6, hours: 9_999 }, null],
  ])('%s', (_, goal, seen, expected) => expect(reached(goal, seen)).toBe(expected));
});
