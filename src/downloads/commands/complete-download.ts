import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CompleteDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from './decision-runner.js';

/** All of it is there. */
@CommandHandler(CompleteDownload)
export class CompleteDownloadHandler implements ICommandHandler<CompleteDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: CompleteDownload) {
    return this.runner.run(command);
  }
}
