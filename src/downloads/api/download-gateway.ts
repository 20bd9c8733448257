import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type InitiateDownload } from '../commands/initiate-download.js';
import { type RetryDownload } from '../commands/retry-download.js';
import {
  type CancelDownload,
  type DeclareFailed,
  type LeaveDownload,
  type PauseDownload,
  type RemoveDownload,
  type ResumeDownload,
} from '../domain/commands.js';
import { type Requested } from '../initiation/initiation-or-join.js';
import { type DownloadView } from '../queries/download-view.js';
import { GetDownloadOfCommand } from '../queries/get-download-of-command.js';
import { GetDownload } from '../queries/get-download.js';
import { type PositionView } from '../queries/past-queue.js';
import { viewOfInitiated } from '../queries/view-from-log.js';
import { type Decision } from '../streams/decision-runner.js';
import { ReadYourWrites } from '../streams/read-your-writes.js';
import { explained } from './explained-refusal.js';
import { positionView } from './position-view.js';

/** What can be asked for; the domain's own commands know no bus, and so say nothing of what they come to. */
type Asked =
  | InitiateDownload
  | RetryDownload
  | PauseDownload
  | ResumeDownload
  | CancelDownload
  | RemoveDownload
  | LeaveDownload
  | DeclareFailed;
type Done = Decision & Partial<Pick<Requested, 'begun' | 'joinId'>>;

/**
 * The download after a command. `position` of the event that came of it; null: nothing new happened. `joinId`, where the request has
 * joined a download that was there: what it is left by.
 */
export type CommandAnswer = DownloadView & { position: PositionView | null; joinId?: string };

/** Runs a command and answers with the download as it is after it, never with an older view. */
@Injectable()
export class DownloadGateway {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  /** @throws ExplainedRefusal */
  async execute(command: Asked): Promise<CommandAnswer> {
    const done = await this.run(command);
    await this.readYourWrites.waitFor(done.position);
    const position = positionView(done.position);
    // A download that has only begun reads as its event does: the table need not be asked.
    if (done.begun) return { ...viewOfInitiated(done.begun.event, done.begun.at), position };
    return { ...(await this.of(done.downloadId, done.stream)), position, ...joinOf(done) };
  }

  /** The download that an earlier run of a command has begun, if it had got so far. */
  async begunBy(commandId: string): Promise<CommandAnswer | null> {
    await this.readYourWrites.waitForNewest();
    const begun = await this.queries.execute(new GetDownloadOfCommand(commandId));
    return begun && { ...(await this.of(begun.id)), position: begun.position, ...joinOf(begun) };
  }

  of(downloadId: string, stream?: string): Promise<DownloadView> {
    return this.queries.execute(new GetDownload(downloadId, stream));
  }

  private async run(command: Asked): Promise<Done> {
    try {
      return await this.commands.execute<Asked, Done>(command);
    } catch (error) {
      throw await explained(error, this.queries);
    }
  }
}

const joinOf = ({ joinId }: { joinId?: string | null }) => (joinId ? { joinId } : {});
