import { POSITION_STEP, revisionText } from '../log/numbers.js';
import { ALL } from './group-config.js';

/** How a checkpoint or a start is written: as a revision, or as a position of the log. */
export const placeText = (stream: string, position: number): string =>
  stream === ALL ? `C:${position * POSITION_STEP}/P:${position * POSITION_STEP}` : revisionText(position);

/** The revision, or the two positions, in such a text: −1 for the end. */
export const placeNumbers = (text: string): { commit: bigint; prepare: bigint } => {
  const [, commit = text, prepare = commit] = /^C:(-?\d+)\/P:(-?\d+)$/.exec(text) ?? [];
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};
