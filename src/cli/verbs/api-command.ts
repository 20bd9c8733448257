import { Command } from 'commander';
import { Service } from '../service/service.js';

export type ApiOptions = { json?: boolean; url?: string };

/** A command that speaks to the service over HTTP. */
export const apiCommand = (nameAndArguments: string): Command =>
  new Command(nameAndArguments)
    .option('--json', 'as JSON')
    .option('--url <address>', 'of the service, where it is not the one of the data folder; or LEDGARR_URL');

export const serviceOf = ({ url }: ApiOptions): Promise<Service> => Service.find(url);

/** A service answers with so many at most. */
export const MOST = 1_000;
