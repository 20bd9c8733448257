import { type FastifyReply } from 'fastify';

/** What the original answers with, before it is put as JSON or as text. */
export type Answer = Readonly<Record<string, unknown>>;

export const done = (nzoIds?: readonly string[]): Answer => ({ status: true, ...(nzoIds && { nzo_ids: nzoIds }) });
export const failed = (error: string): Answer => ({ status: false, error });

/** Its best no: the caller takes it for a duplicate, tries no other client and blames nobody. */
export const REJECTED: Answer = { status: true, nzo_ids: [] };

/** The original says the short ones as text, unless it is asked for JSON. */
export function send(reply: FastifyReply, answer: Answer, output: string | undefined): void {
  const text = output === 'json' ? null : textOf(answer);
  const type = text === null ? 'application/json;charset=UTF-8' : 'text/plain;charset=UTF-8';
  // As bytes: Fastify would write the charset its own way.
  void reply
    .code(200)
    .header('Content-Type', type)
    .send(Buffer.from(text ?? JSON.stringify(answer)));
}

/** Never the page: callers would read it as an answer. */
export function sendNotFound(reply: FastifyReply): void {
  void reply.code(404).header('Content-Type', 'text/plain;charset=UTF-8').send(Buffer.from('Not Found'));
}

function textOf({ status, error, version }: Answer): string | null {
  if (typeof version === 'string') return `${version}\n`;
  if (typeof error === 'string') return `error: ${error}\n`;
  return status === true ? 'ok\n' : null;
}
