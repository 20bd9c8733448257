import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeclareFailed } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';

/** Somebody says that it has failed. */
@CommandHandler(DeclareFailed)
export class DeclareFailedHandler implements ICommandHandler<DeclareFailed, Decision> {
  constructor(private readonly runner: DecisionRunner) {}

  execute(command: DeclareFailed) {
    return this.runner.run(command);
  }
}
