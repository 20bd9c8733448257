import { type Position } from '../../event-store/event-log.js';
import { type PositionView } from '../queries/past-queue.js';

export const positionView = (position: Position | null): PositionView | null =>
  position && { commit: String(position.commit), prepare: String(position.prepare) };
