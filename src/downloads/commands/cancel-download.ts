import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CancelDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** Asks for the end; the dispatcher sees to it that the client lets go. */
@CommandHandler(CancelDownload)
export class CancelDownloadHandler implements ICommandHandler<CancelDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: CancelDownload) {
    return this.runner.run(command);
  }
}
