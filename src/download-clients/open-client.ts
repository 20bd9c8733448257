import { addressProblem } from './address-problem.js';
import { type ClientTraits, type OpenSettings } from './client-type.js';
import { clientTypeOf } from './client-types.js';
import { type DownloadClient } from './download-client.js';
import { UnavailableClient } from './unavailable-client.js';

const NO_TRAITS: ClientTraits = { protocols: [], capabilities: [] };

/**
 * The adapter for a configured client. Nothing is called yet, so a client that is down is opened all the same.
 * Never throws: one that cannot be opened, however it came to be configured, is unavailable, and concerns nobody else.
 */
export function openClient(settings: OpenSettings): DownloadClient {
  const definition = clientTypeOf(settings.type);
  // Also a type that only another version knows.
  if (definition === null)
    return new UnavailableClient(`This version has no adapter for ${settings.type} yet.`, NO_TRAITS);
  const problem = addressProblem(settings.url, definition.schemes);
  if (problem !== null) return new UnavailableClient(`The address of the client ${problem}.`, definition);
  try {
    return definition.open(settings);
  } catch (error) {
    // Its message may hold the whole address.
    const { name } = error as Error;
    return new UnavailableClient(`The client cannot be opened with these settings (${name}).`, definition);
  }
}
