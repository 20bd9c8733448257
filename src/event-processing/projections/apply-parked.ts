import { type ParkedEventHandler } from '../processor/parked-events.js';
import { applyProjection, targetIn, withSavepoint, writeChanges } from './apply-batch.js';
import { type Projection } from './projection.js';

/** Applies parked events to the live tables of a projection. */
export const applyParked =
  (projection: Projection): ParkedEventHandler =>
  async (client) => {
    const target = await targetIn(client, projection, 'public');
    return (event) =>
      withSavepoint(client, async () => {
        const item = applyProjection(target, event);
        if (item) await writeChanges(client, target, [item]);
      });
  };
