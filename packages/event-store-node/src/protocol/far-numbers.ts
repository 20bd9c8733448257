import { unknownFault } from './refusal.js';

/** Revisions and positions are 64 bits without a sign on the wire, and 63 bits inside EventStoreDB; this one says *the end*. */
const END = 2n ** 64n - 1n;
const LARGEST = 2n ** 63n - 1n;

/** A revision or half a position. @returns undefined for the end @throws Refusal for what no log can hold */
export const numberOrEnd = (text: string): number | undefined => {
  const value = BigInt(text);
  if (value === END) return undefined;
  if (value > LARGEST) throw unknownFault(`${text} is beyond the largest number, ${LARGEST}.`);
  return Number(value);
};
