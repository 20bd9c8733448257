/** What processors need of a structured log; a pino logger is one. */
export type ProcessorLogger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
