/** What the exit codes of the command line say to scripts; decision 085. 3 is a dry run that found a difference. */
export const EXIT = { failed: 1, thereAlready: 4, unreachable: 5 } as const;

/** What was asked is not so. The message is for people, and one line. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message.replaceAll(/\s*\n\s*/g, ' ').trim());
  }
}
