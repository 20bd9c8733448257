import { type Principal } from '../../http/auth/principal.js';
import { type KeySettings, readKeySettings } from '../../http/auth/key-settings.js';
import { type DownloadRequest } from '../commands/initiate-download.js';

type Usual = Required<Pick<KeySettings, 'duplicates' | 'ignoreLibrary'>>;
type Policy = Pick<DownloadRequest, 'onDuplicate' | 'force' | 'ignoreLibrary'>;

/**
 * How what a key asks for is to be taken, by what is kept with the key.
 * @param usual where nothing is kept: the API refuses, a face joins and leaves the library to the program that asks
 */
export function requestPolicy({ settings }: Pick<Principal, 'settings'>, usual: Usual): Policy {
  const kept = readKeySettings(settings);
  const duplicates = kept.duplicates ?? usual.duplicates;
  // A second download of the same item there cannot be: that one is joined.
  const onDuplicate = duplicates === 'refuse' ? 'refuse' : 'join';
  return { onDuplicate, force: duplicates === 'allow', ignoreLibrary: kept.ignoreLibrary ?? usual.ignoreLibrary };
}

export const USUAL_IN_API: Usual = { duplicates: 'refuse', ignoreLibrary: false };
export const USUAL_IN_FACES: Usual = { duplicates: 'join', ignoreLibrary: true };
