/** What the original answers with: a text, or JSON. */
export type Answer = { status: number; type: string; body: string };

const TEXT = 'text/plain; charset=UTF-8';

export const text = (body = '', status = 200): Answer => ({ status, type: TEXT, body });
export const json = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** A refusal in the original's words; its body is text. */
export class FaceRefusal extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

export const badRequest = () => new FaceRefusal(400, 'Bad Request');
export const forbidden = () => new FaceRefusal(403, 'Forbidden');
export const notFound = () => new FaceRefusal(404, 'Not Found');
export const notAllowed = () => new FaceRefusal(405, 'Method Not Allowed');
export const conflict = (words: string) => new FaceRefusal(409, words);
