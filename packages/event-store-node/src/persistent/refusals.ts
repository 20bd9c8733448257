import { status } from '../grpc/status.js';
import { Refusal } from '../protocol/refusal.js';

/** What a persistent subscription is found by; the stream may be `$all`. */
export type GroupName = { readonly stream: string; readonly group: string };

export const doesNotExist = (name: GroupName): Refusal =>
  new Refusal(
    status.NOT_FOUND,
    `Subscription group ${name.group} on stream ${name.stream} does not exist.`,
    trailers('persistent-subscription-does-not-exist', name),
  );

export const exists = (name: GroupName): Refusal =>
  new Refusal(
    status.ALREADY_EXISTS,
    `Subscription group ${name.group} on stream ${name.stream} exists.`,
    trailers('persistent-subscription-exists', name),
  );

export const failed = (name: GroupName, reason: string): Refusal =>
  new Refusal(
    status.INTERNAL,
    `Subscription group ${name.group} on stream ${name.stream} failed: '${reason}'`,
    trailers('persistent-subscription-failed', name, { reason }),
  );

export const tooManySubscribers = (name: GroupName): Refusal =>
  new Refusal(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${name.group} on stream ${name.stream}.`,
    trailers('maximum-subscribers-reached', name),
  );

export const dropped = (name: GroupName): Refusal =>
  new Refusal(
    status.CANCELLED,
    `Subscription group ${name.group} on stream ${name.stream} was dropped.`,
    trailers('persistent-subscription-dropped', name),
  );

/** A trailer without a value is left out. */
const trailers = (exception: string, { stream, group }: GroupName, more: Record<string, string> = {}) => ({
  exception,
  ...(stream ? { 'stream-name': stream } : {}),
  ...(group ? { 'group-name': group } : {}),
  ...more,
});
