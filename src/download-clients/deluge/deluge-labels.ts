import { DelugeError, DelugeRpc } from './deluge-rpc.js';

/** Labels are of small letters, digits, _ and -: capitals are folded by Deluge itself. */
const isLabel = (label: string): boolean => /^[a-z0-9_-]+$/.test(label);

/**
 * Gives a torrent its label, which is made where there is none of this name. The item is taken whatever comes of it.
 * @returns why it could not be done, or null
 */
export async function giveLabel(rpc: DelugeRpc, hash: string, category: string): Promise<string | null> {
  const label = category.toLowerCase();
  if (!isLabel(label)) return 'Its label was not set: Deluge takes letters, digits, _ and - alone.';
  try {
    const labels = await rpc.core<readonly string[]>('label.get_labels');
    if (!labels.includes(label)) await added(rpc, label);
    await rpc.core('label.set_torrent', hash, label);
    return null;
  } catch (error) {
    if (DelugeRpc.isUnknownMethod(error)) return 'Its label was not set: the Label plug-in of Deluge is switched off.';
    if (error instanceof DelugeError) return `Its label was not set: ${error.message}`;
    throw error;
  }
}

/** Two may add one at the same moment. */
async function added(rpc: DelugeRpc, label: string): Promise<void> {
  try {
    await rpc.core('label.add', label);
  } catch (error) {
    if (!(error instanceof DelugeError && /already exists/i.test(error.message))) throw error;
  }
}
