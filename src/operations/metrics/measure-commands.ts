import { type CommandBus } from '@nestjs/cqrs';
import { type Metrics } from './metrics.js';

type Execute = (command: object, context?: unknown) => Promise<unknown>;

/** Counts what comes of commands. The bus publishes what is asked of it, and not how it ends, so its `execute` is wrapped. */
export function measureCommands(bus: CommandBus, { commands, refusals }: Pick<Metrics, 'commands' | 'refusals'>): void {
  const execute = bus.execute.bind(bus) as Execute;
  const measured: Execute = async (command, context) => {
    const name = command.constructor.name;
    try {
      const done = await execute(command, context);
      commands.inc({ command: name, outcome: 'done' });
      return done;
    } catch (error) {
      const code = codeOfRefusal(error);
      commands.inc({ command: name, outcome: code === null ? 'failed' : 'refused' });
      if (code !== null) refusals.inc({ code });
      throw error;
    }
  };
  Object.defineProperty(bus, 'execute', { value: measured, configurable: true });
}

/** By its shape: what is refused belongs to the product above, which is not known here. */
function codeOfRefusal(error: unknown): string | null {
  if (!(error instanceof Error) || error.constructor.name !== 'Refused') return null;
  return (error as Error & { code: string }).code;
}
