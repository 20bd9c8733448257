const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What is worth a line of what an event says, beside what happened and to what; null where there is nothing more. */
export function eventDetail(type: string, data: unknown): string | null {
  const said = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  switch (type) {
    case 'download.initiated':
      return [said['origin'] === 'request' ? null : text(said['origin']), text(said['indexer'])].filter(Boolean).join(' · ') || null; // prettier-ignore
    case 'download.failed':
      return text(said['message']) ?? text(said['reason']);
    case 'download.completed':
      return text(said['outputPath']);
    default:
      return text(said['reason']);
  }
}

/** The status whose icon and colour stand for what happened. */
export function eventStatus(type: string): string {
  switch (type) {
    case 'download.initiated':
    case 'content.claimed':
      return 'submitting';
    case 'download.accepted':
    case 'download.joined':
      return 'queued';
    case 'download.resumed':
      return 'downloading';
    case 'download.cancellation-requested':
    case 'download.removal-requested':
      return 'cancelling';
    case 'download.removed':
    case 'download.left':
    case 'download.initiation-fenced':
      return 'cancelled';
    default:
      return type.replace(/^download\./, '');
  }
}
