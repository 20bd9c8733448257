/** What the projector needs of a structured log; a pino logger is one. */
export type ProjectorLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
