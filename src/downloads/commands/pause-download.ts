import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PauseDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';
import { ClientItemControl } from './client-item-control.js';

/** The client is told first: what it does not do has not happened. */
@CommandHandler(PauseDownload)
export class PauseDownloadHandler implements ICommandHandler<PauseDownload, Decision> {
  constructor(
    private readonly runner: DecisionRunner,
    private readonly clients: ClientItemControl,
  ) {}

  async execute(command: PauseDownload) {
    const events = await this.runner.foresee(command);
    if (events.length > 0) await this.clients.apply(command.downloadId, 'pause');
    return this.runner.run(command);
  }
}
