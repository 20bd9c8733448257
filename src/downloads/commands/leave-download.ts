import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LeaveDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** Somebody wants it no more. */
@CommandHandler(LeaveDownload)
export class LeaveDownloadHandler implements ICommandHandler<LeaveDownload, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: LeaveDownload) {
    return this.runner.run(command);
  }
}
