import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Cause } from '../domain/commands.js';
import { attemptToRetry } from '../domain/decide.js';
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
    private readonly clients: ChosenClient,
    private readonly initiation: Initiation,
  ) {}

  /** @throws Refused not-found, still-active, duplicate-download, no-client-available */
  async execute({ downloadId, cause }: RetryDownload): Promise<Initiated> {
    const { state } = await this.streams.loadItem(await this.directory.streamOf(downloadId));
    const { downloadId: retryOf, ...before } = attemptToRetry(state, downloadId).initiated;
    const { id: client } = await this.clients.again(before.client, before.protocol);
    const attempt = { ...before, client, origin: 'retry', downloadClientId: null, retryOf } as const;
    return this.initiation.initiate({ attempt, force: false, cause });
  }
}
