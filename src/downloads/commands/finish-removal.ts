import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FinishRemoval } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** The client has forgotten it. */
@CommandHandler(FinishRemoval)
export class FinishRemovalHandler implements ICommandHandler<FinishRemoval, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: FinishRemoval) {
    return this.runner.run(command);
  }
}
