import { bytes } from './figures.js';

type Told = { type: string; data: unknown };
type Data = { reason?: string; message?: string | null; sizeBytes?: number | null; downloadClient?: string; client?: string; removeData?: boolean }; // prettier-ignore

/** What an event says, in some words; one that is not known here by its type. */
export function eventSentence({ type, data }: Told): string {
  const { reason, message, sizeBytes, removeData } = (data ?? {}) as Data;
  const why = [reason, message].filter(Boolean).join(': ');
  switch (type) {
    case 'download.initiated':
      return 'asked for';
    case 'content.claimed':
      return 'content claimed';
    case 'download.accepted':
      return 'taken by the client';
    case 'download.completed':
      return sizeBytes ? `completed, ${bytes(sizeBytes)}` : 'completed';
    case 'download.cancellation-requested':
      return `cancellation asked for${removeData ? ', with its data' : ''}`;
    case 'download.removal-requested':
      return `removal from the client asked for${removeData ? ', with its data' : ''}`;
    case 'download.removed':
      return withReason('removed from the client', why);
    case 'download.initiation-fenced':
      return 'kept from beginning';
    default:
      return withReason(type.replace(/^download\./, '').replaceAll('-', ' '), why);
  }
}

const withReason = (what: string, why: string): string => (why === '' ? what : `${what} (${why})`);
