import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Cause } from '../domain/commands.js';
import { attemptToRetry } from '../domain/decide.js';
import { Refused } from '../domain/refused.js';
import { ActiveRetry } from '../queries/active-retry.js';
import { StreamDirectory } from '../queries/stream-directory.js';
import { ChosenClient } from './chosen-client.js';
import { EventStreams } from './event-streams.js';
import { type Initiated, Initiation } from './initiation.js';

/** Tries an ended download once more: a new attempt, with everything the old one was for. */
export class RetryDownload {
  readonly type = 'RetryDownload';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
  ) {}
}

@CommandHandler(RetryDownload)
export class RetryDownloadHandler implements ICommandHandler<RetryDownload, Initiated> {
  constructor(
    private readonly streams: EventStreams,
    private readonly directory: StreamDirectory,
    private readonly retries: ActiveRetry,
    private readonly clients: ChosenClient,
    private readonly initiation: Initiation,
  ) {}

  /** @throws Refused not-found, still-active, duplicate-download, no-client-available */
  async execute({ downloadId, cause }: RetryDownload): Promise<Initiated> {
    const { state } = await this.streams.loadItem(await this.directory.streamOf(downloadId));
    const { downloadId: retryOf, ...before } = attemptToRetry(state, downloadId).initiated;
    // The client may be another one than that of an earlier retry, and the stream with it.
    const existing = await this.retries.of(retryOf, before.itemKey);
    if (existing !== null) throw new Refused('duplicate-download', { existing });
    const { id: client } = await this.clients.again(before.client, before.protocol);
    const attempt = { ...before, client, origin: 'retry', downloadClientId: null, retryOf } as const;
    return this.initiation.initiate({ attempt, force: false, cause });
  }
}
