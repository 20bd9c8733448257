import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 192 random bits, in hex: what nobody guesses needs no slow hash. */
export const newSecret = (): string => randomBytes(24).toString('hex');

/** SHA-256. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const isSameHash = (a: Buffer, b: Buffer): boolean => timingSafeEqual(a, b);
