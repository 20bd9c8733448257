import { type AddRequest } from '../../download-clients/download-client.js';
import { type SeedGoal } from '../domain/events.js';

/** A goal as clients are told it; nothing where none was asked for. A client that cannot be told is watched all the same. */
export function seedGoalFor(goal: SeedGoal | undefined): Pick<AddRequest, 'seedGoal'> {
  if (goal === undefined) return {};
  const { ratio = null, seconds } = goal;
  return { seedGoal: { ratio, seedingMinutes: seconds === undefined ? null : seconds / 60 } };
}
