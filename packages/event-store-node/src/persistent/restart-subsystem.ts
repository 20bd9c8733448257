import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Groups } from './groups.js';

export const restartSubsystem = async (groups: Groups): Promise<shared.Empty> => {
  await groups.restart();
  return new shared.Empty();
};
