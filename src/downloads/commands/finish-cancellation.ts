import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FinishCancellation } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** The client has let go. */
@CommandHandler(FinishCancellation)
export class FinishCancellationHandler implements ICommandHandler<FinishCancellation, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: FinishCancellation) {
    return this.runner.run(command);
  }
}
