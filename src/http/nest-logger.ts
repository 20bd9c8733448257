import { type LoggerService } from '@nestjs/common';
import { type Logger } from 'pino';

/** Nest's own messages, in our log. What it says about routes and modules is of interest to nobody but us. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, ...more: unknown[]): void {
    this.logger.error({ err: message instanceof Error ? message : undefined, more }, String(message));
  }
}
