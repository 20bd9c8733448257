import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AcceptDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** The client has it now. */
@CommandHandler(AcceptDownload)
export class AcceptDownloadHandler implements ICommandHandler<AcceptDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: AcceptDownload) {
    return this.runner.run(command);
  }
}
