import { Aria2Client } from './aria2/aria2-client.js';
import { addressProblem } from './address-problem.js';
import { traitsOf } from './client-traits.js';
import { BUILTIN } from './configured-client.js';
import { type ConnectionSettings, type DownloadClient } from './download-client.js';
import { TransmissionClient } from './transmission/transmission-client.js';
import { UnavailableClient } from './unavailable-client.js';

/**
 * The adapter for a configured client. Nothing is called yet, so a client that is down is opened all the same.
 * Never throws: one that cannot be opened, however it came to be configured, is unavailable, and concerns nobody else.
 */
export function openClient(settings: ConnectionSettings & { id?: string }): DownloadClient {
  const { type, url } = settings;
  const problem = addressProblem(url, type);
  if (problem !== null) return new UnavailableClient(`The address of the client ${problem}.`, traitsOf(type));
  try {
    return adapterFor(settings);
  } catch (error) {
    // Its message may hold the whole address.
    const { name } = error as Error;
    return new UnavailableClient(`The client cannot be opened with these settings (${name}).`, traitsOf(type));
  }
}

function adapterFor(settings: ConnectionSettings & { id?: string }): DownloadClient {
  switch (settings.type) {
    case 'aria2':
      return new Aria2Client(settings, { own: settings.id === BUILTIN });
    case 'transmission':
      return new TransmissionClient(settings);
    // Also a type that only another version knows.
    default:
      return new UnavailableClient(`This version has no adapter for ${settings.type} yet.`, traitsOf(settings.type));
  }
}
