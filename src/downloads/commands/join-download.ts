import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { JoinDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** Somebody else waits for it too. */
@CommandHandler(JoinDownload)
export class JoinDownloadHandler implements ICommandHandler<JoinDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: JoinDownload) {
    return this.runner.run(command);
  }
}
