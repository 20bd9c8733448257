import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ReportItemGone } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** The client no longer has the item. */
@CommandHandler(ReportItemGone)
export class ReportItemGoneHandler implements ICommandHandler<ReportItemGone, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: ReportItemGone) {
    return this.runner.run(command);
  }
}
