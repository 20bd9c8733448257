/** What the queue and the history call a download's status. */
export type Status =
  | 'submitting'
  | 'queued'
  | 'downloading'
  | 'paused'
  | 'stalled'
  | 'checking'
  | 'warning'
  | 'client-unavailable'
  | 'cancelling'
  | 'completed'
  | 'failed'
  | 'cancelled';

export type StatusLook = {
  word: string;
  /** A custom property of `tokens.css`. */
  colour: string;
  /** Small comes first: what needs a hand, what moves, what waits, what stands still. */
  rank: number;
};

export const STATUS: Readonly<Record<Status, StatusLook>> = {
  warning: { word: 'Warning', colour: '--warning', rank: 0 },
  stalled: { word: 'Stalled', colour: '--stalled', rank: 0 },
  'client-unavailable': { word: 'Client offline', colour: '--offline', rank: 0 },
  downloading: { word: 'Downloading', colour: '--downloading', rank: 1 },
  checking: { word: 'Checking', colour: '--checking', rank: 1 },
  submitting: { word: 'Submitting', colour: '--waiting', rank: 2 },
  queued: { word: 'Queued', colour: '--waiting', rank: 2 },
  cancelling: { word: 'Cancelling', colour: '--waiting', rank: 2 },
  paused: { word: 'Paused', colour: '--paused', rank: 3 },
  completed: { word: 'Completed', colour: '--completed', rank: 4 },
  failed: { word: 'Failed', colour: '--failed', rank: 4 },
  cancelled: { word: 'Cancelled', colour: '--cancelled', rank: 4 },
};

/** A status that a newer server knows and this page does not is shown as its word, quietly. */
export const lookOf = (status: string): StatusLook =>
  STATUS[status as Status] ?? { word: status, colour: '--quiet', rank: 2 };
