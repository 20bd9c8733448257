import { v5 as uuidV5 } from 'uuid';
import { type Content } from '../../../src/downloads/domain/content.js';
import { type AttemptHistory } from '../../../src/imports/attempts/attempt-history.js';

const at = (hour: string): string => `2025-01-01T${hour}:00:00.000Z`;

/**
 * What another program remembers of an item: an attempt that has ended, and one that is active.
 * @param command of the active one; the other's follows from it
 */
export function attemptsRemembered(
  client: string,
  itemKey: string,
  content: Content | null,
  command: string,
): AttemptHistory[] {
  const item = { client, itemKey, downloadClientId: itemKey, protocol: 'torrent', content } as const;
  const active: AttemptHistory = {
    ...item,
    downloadId: uuidV5('download', command),
    keyBeside: `beside-${itemKey}-${command}`,
    commandId: command,
    title: 'A release',
    indexer: null,
    sizeBytes: null,
    payload: null,
    begunAt: at('03'),
    pauses: [{ type: 'download.paused', at: at('04') }],
    ending: null,
    lastKnownAt: at('05'),
  };
  const before = uuidV5('the attempt before', command);
  return [
    {
      ...active,
      downloadId: uuidV5('download', before),
      keyBeside: `beside-${itemKey}-${before}`,
      commandId: before,
      begunAt: at('01'),
      pauses: [],
      ending: { outcome: 'failed', at: at('02'), reason: 'client-error', message: null },
      lastKnownAt: at('02'),
    },
    active,
  ];
}
