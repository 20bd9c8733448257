import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Cause } from '../domain/commands.js';
import { ClientSelector } from '../initiation/client-selector.js';
import { type Initiated, Initiation } from '../initiation/initiation.js';
import { RetryPreparation } from '../initiation/retry-preparation.js';

/** Tries an ended download once more: a new attempt, with everything the old one was for. */
export class RetryDownload extends Command<Initiated> {
  readonly type = 'RetryDownload';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
    /** Where it is to go; else to the client of before, or another where that one is no longer to be had. */
    readonly client: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(RetryDownload)
export class RetryDownloadHandler implements ICommandHandler<RetryDownload> {
  constructor(
    private readonly preparation: RetryPreparation,
    private readonly clients: ClientSelector,
    private readonly initiation: Initiation,
  ) {}

  /** @throws Refused not-found, still-active, duplicate-download, no-client-available, invalid-release, release-unreachable */
  async execute({ downloadId, cause, client: wanted }: RetryDownload): Promise<Initiated> {
    const { before, retryOf, v2Only, ...source } = await this.preparation.prepare(downloadId);
    const needs = { protocol: before.protocol, ...(v2Only && { v2Only }) };
    const { id: client } = await (wanted === null
      ? this.clients.selectForRetry(before.client, needs)
      : this.clients.select(needs, wanted));
    const attempt = { ...before, ...source, client, origin: 'retry', downloadClientId: null, retryOf } as const;
    return this.initiation.initiate({ attempt, force: false, cause });
  }
}
