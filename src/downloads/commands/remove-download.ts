import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RemoveDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** Asks for the removal of what has ended; the dispatcher sees to it that the client forgets it. */
@CommandHandler(RemoveDownload)
export class RemoveDownloadHandler implements ICommandHandler<RemoveDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: RemoveDownload) {
    return this.runner.run(command);
  }
}
