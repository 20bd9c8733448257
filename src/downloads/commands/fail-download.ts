import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FailDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** It is given up. */
@CommandHandler(FailDownload)
export class FailDownloadHandler implements ICommandHandler<FailDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: FailDownload) {
    return this.runner.run(command);
  }
}
