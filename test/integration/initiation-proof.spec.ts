import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { StreamRepository } from '../../src/downloads/streams/stream-repository.js';
import { type Claim, claimsInTheWay, evolveContent, NO_CLAIMS } from '../../src/downloads/domain/claims.js';
import { overlaps, type Target } from '../../src/downloads/domain/content.js';
import { Exploration } from '../support/initiation-proof/explore.js';
import { type Make } from '../support/initiation-proof/instance.js';
import { scenarioWithImport, scenarioWithJoins } from '../support/initiation-proof/scenarios.js';
import {
  ClaimAtAnyRevision,
  JoinWhateverItIs,
  LeaveWhoeverWaits,
  NoFence,
  OneIdForEachClaim,
  StepFiveAlone,
} from '../support/initiation-proof/mutants.js';

/*
 * The promise of no duplicates, explored: the real handlers of InitiateDownload (from the claim on), RetryDownload and
 * the commands that end a download, and the import of an item, run over a log in memory that behaves as the node does, each in an instance of its
 * own. A scheduler decides by seed who goes on at each round trip, before its effect and after it, and at each pause of
 * the grace period; instances crash for good at any of these points, and answers to appends are lost and asked again.
 * Scenarios: test/support/initiation-proof/scenarios.ts.
 *
 * An oracle reads the log event by event, and shares no code with the domain. At every event: at most one active
 * attempt per item; no two active downloads for the same content, but for those that were forced; one download at most
 * for each command; no event id twice, and no claim on top of the same claim. At every answer: a refusal names a download that was in the way while the request ran, and the repeat
 * of a request is answered as the request was. In the end: a fresh request comes through once what is active has ended.
 *
 * More of it: `npm run torture -- initiation`, or `node dist/bench/torture-initiation.js [schedules] [first seed]`, which prints a broken schedule turn by turn.
 */

const TIMEOUT_MS = 600_000;

/** @returns the first broken schedule, turn by turn; empty if there is none */
async function firstBroken(
  exploration: Exploration,
  again: () => Exploration,
  from: number,
  count: number,
): Promise<string> {
  for (let seed = from; seed < from + count; seed++) {
    const { violation } = await exploration.run(seed);
    if (violation) return `seed ${seed}\n${(await again().run(seed, true)).trace.join('\n')}`;
  }
  return '';
}

/** @returns what it printed, with the broken schedule if there is one */
async function torture(count: number, seed: number): Promise<string> {
  const args = ['dist/bench/torture-initiation.js', String(count), String(seed)];
  const run = promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  // It exits 1 after a violation, having printed it.
  return run.catch((error: { stdout: string; stderr: string }) => error).then((out) => out.stdout + out.stderr);
}

describe('the initiation protocol', () => {
  const make: Make = (log, hint) => new StreamRepository(log, hint);
  const exploration = new Exploration(make);

  it(
    'keeps its promises in 3,000 schedules',
    async () => expect(await firstBroken(exploration, () => new Exploration(make), 1, 3_000)).toBe(''),
    TIMEOUT_MS,
  );

  // In processes of their own, which run what was built: jest's sandbox makes it three times as slow.
  it(
    'keeps its promises in 20,000 schedules more',
    async () => {
      const halves = await Promise.all([torture(10_000, 1_000_000), torture(10_000, 2_000_000)]);
      expect(halves).toEqual([expect.stringContaining('"violations":0'), expect.stringContaining('"violations":0')]);
    },
    TIMEOUT_MS,
  );

  it('went through everything that it has to withstand', () => {
    const { schedules, initiated, refused, imported, crashed, fences, lostAnswers } = exploration.tally;
    const least = { initiated, refused, imported, crashed, fences, lostAnswers };
    for (const [what, times] of Object.entries(least)) expect([what, times > schedules / 10]).toEqual([what, true]);
  });

  it('runs the same for the same seed', async () => {
    const [one, other] = [new Exploration(make), new Exploration(make)];
    await other.run(8);
    expect((await one.run(7, true)).trace).toEqual((await other.run(7, true)).trace);
  });
});

describe('the exploration catches', () => {
  it.each<[string, Make]>([
    ['an absent holder of a claim that is taken for dead without a fence', (log, hint) => new NoFence(log, hint)],
    ['step 5 retried alone', (log, hint) => new StepFiveAlone(log, hint)],
    ['a claim at any revision', (log, hint) => new ClaimAtAnyRevision(log, hint)],
  ])(
    '%s',
    async (_, make) =>
      expect(await firstBroken(new Exploration(make), () => new Exploration(make), 1, 10_000)).toMatch(
        /two active downloads for the same content/,
      ),
    TIMEOUT_MS,
  );

  it(
    'a claim that has the id of an earlier one which was passed by',
    async () => {
      const make: Make = (log, hint) => new OneIdForEachClaim(log, hint);
      expect(await firstBroken(new Exploration(make), () => new Exploration(make), 1, 20_000)).toMatch(
        /is in the log twice: content.claimed|two active downloads for the same content/,
      );
    },
    TIMEOUT_MS,
  );
});

describe('the exploration catches in the import alone', () => {
  const asItIs: Make = (log, hint) => new StreamRepository(log, hint);
  it.each<[string, Make, RegExp]>([
    [
      'an absent holder of a claim that is taken for dead without a fence',
      (log, hint) => new NoFence(log, hint),
      /two active downloads for the same content/,
    ],
    ['step 5 retried alone', (log, hint) => new StepFiveAlone(log, hint), /two active downloads for the same content/],
    [
      'a claim at any revision',
      (log, hint) => new ClaimAtAnyRevision(log, hint),
      /two active downloads for the same content/,
    ],
    [
      'a claim that has the id of an earlier one which was passed by',
      (log, hint) => new OneIdForEachClaim(log, hint),
      /is in the log twice: content.claimed|two active downloads for the same content/,
    ],
  ])(
    '%s',
    async (_, make, violation) => {
      const exploration = () => new Exploration(asItIs, make, scenarioWithImport);
      expect(await firstBroken(exploration(), exploration, 1, 10_000)).toMatch(violation);
    },
    TIMEOUT_MS,
  );
});

describe('to join and to leave', () => {
  const asItIs: Make = (log, hint) => new StreamRepository(log, hint);
  const joining = (make: Make) => new Exploration(make, make, scenarioWithJoins);

  it(
    'leaves nobody waiting for nothing, and nothing going on for nobody, in 1,000 schedules',
    async () => {
      const exploration = joining(asItIs);
      expect(await firstBroken(exploration, () => joining(asItIs), 1, 1_000)).toBe('');
      const { schedules, initiated, joined, endedByLeaving, crashed, lostAnswers } = exploration.tally;
      for (const [what, times] of Object.entries({ initiated, joined, endedByLeaving, crashed, lostAnswers }))
        expect([what, times > schedules / 10]).toEqual([what, true]);
    },
    TIMEOUT_MS,
  );

  it.each<[string, Make, RegExp]>([
    ['a join at any revision', (log, hint) => new JoinWhateverItIs(log, hint), /was joined, which is (ending|over)/],
    [
      'leaving at any revision',
      (log, hint) => new LeaveWhoeverWaits(log, hint),
      /goes on, and nobody waits for it|is ended while others wait for it/,
    ],
    ['step 5 retried alone', (log, hint) => new StepFiveAlone(log, hint), /two active downloads for the same content/],
  ])(
    'and the exploration catches %s',
    async (_, make, violation) =>
      expect(await firstBroken(joining(make), () => joining(make), 1, 20_000)).toMatch(violation),
    TIMEOUT_MS,
  );
});

describe('claims that are left out', () => {
  const target = fc.oneof(
    fc.constant<Target>({}),
    fc.record({ season: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ season: fc.integer({ min: 0, max: 2 }), episode: fc.integer({ min: 0, max: 2 }) }),
  );
  const targets = fc.array(target, { minLength: 1, maxLength: 3 });
  const step = fc.oneof(fc.record({ targets, forced: fc.boolean() }), fc.record({ ends: fc.nat({ max: 20 }) }));

  it('are never alive, if each unforced one was taken when all that it overlaps were dead', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), target, (steps, asked) => {
        let state = NO_CLAIMS;
        let alive: Claim[] = [];
        for (const [i, step] of steps.entries()) {
          if ('ends' in step) alive = alive.filter((_, place) => place !== step.ends);
          else {
            if (!step.forced && alive.some((claim) => overlaps(claim.targets, step.targets))) continue;
            const claim = { ...step, downloadId: String(i), downloadStream: `download-c.${i}` };
            state = evolveContent(state, { type: 'content.claimed', data: claim });
            alive.push(claim);
          }
        }
        const found = claimsInTheWay(state, [asked]);
        expect(found).toEqual(expect.arrayContaining(alive.filter((claim) => overlaps(claim.targets, [asked]))));
      }),
      { numRuns: 2_000 },
    ));
});
