/** What the original answers with: JSON, or nothing at all. */
export type Answer = { status: number; body?: unknown };

export const json = (body: unknown, status = 200): Answer => ({ status, body });
export const empty = (status = 200): Answer => ({ status });

/** A refusal as the original has it. @param body none where its answer is empty */
export class ArrRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body?: object,
  ) {
    super(`${status}`);
  }
}

/** There is no such path. */
export const noSuchPath = () => new ArrRefusal(404);
export const notAllowed = () => new ArrRefusal(405);
/** The path is right, and what it names is not there. */
export const notFound = () => new ArrRefusal(404, { message: 'NotFound' });
export const noSuchSeries = () =>
  new ArrRefusal(404, {
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5',
    title: 'Not Found',
    status: 404,
  });
export const refusal = (status: number, message: string, description = message) =>
  new ArrRefusal(status, { message, description });

/** Of parameters. The type is the one that the original's framework gives. */
export const invalid = (errors: Record<string, string[]>) =>
  new ArrRefusal(400, {
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    title: 'One or more validation errors occurred.',
    status: 400,
    errors,
  });
