import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ResumeDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from './decision-runner.js';
import { ClientOfDownload } from './client-of-download.js';

/** The client is told first: what it does not do has not happened. */
@CommandHandler(ResumeDownload)
export class ResumeDownloadHandler implements ICommandHandler<ResumeDownload, Decision> {
  constructor(
    private readonly runner: DecisionRunner,
    private readonly clients: ClientOfDownload,
  ) {}

  async execute(command: ResumeDownload) {
    const events = await this.runner.foresee(command);
    if (events.length > 0) await this.clients.tell(command.downloadId, 'resume');
    return this.runner.run(command);
  }
}
