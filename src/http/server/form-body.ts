import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { type FastifyRequest, type preParsingHookHandler } from 'fastify';
import { problemOfStatus } from '../answer-problem.js';
import { invalidInput, ProblemError } from '../problem.js';

export type UploadedFile = { field: string; name: string | null; data: Buffer };

/** What was sent as a form: of a field that comes twice, the last. */
export class FormBody {
  constructor(
    readonly fields: ReadonlyMap<string, string>,
    readonly files: readonly UploadedFile[],
  ) {}
}

export const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const;
const MULTIPART = FORM_TYPES[1];

/** Of a form. A list of links is one field. */
const LIMITS = { fieldNameSize: 200, fieldSize: 4 * 1024 * 1024, fields: 200, files: 200, parts: 400 };

const typeOf = ({ headers }: FastifyRequest): string => headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''; // prettier-ignore

/** A form is what any page in a browser can send here: routes say whether they take one, before it is read. */
export const refuseForms: preParsingHookHandler = (request, _reply, payload, done) => {
  const { forms = false } = request.routeOptions.config as { forms?: boolean };
  const isForm = FORM_TYPES.some((type) => type === typeOf(request));
  if (isForm && !forms) return done(new ProblemError(problemOfStatus(415, 'Unsupported Media Type')));
  done(null, payload);
};

/** @throws ProblemError invalid-input, 400; too-large, 413 */
export async function parseFormBody(request: FastifyRequest, body: Buffer): Promise<FormBody> {
  if (typeOf(request) !== MULTIPART) return new FormBody(new Map(new URLSearchParams(body.toString())), []);
  const [fields, files] = [new Map<string, string>(), [] as UploadedFile[]];
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: unknown) => reject(malformed(error));
    try {
      const parser = new Busboy({ headers: request.headers as BusboyHeaders, limits: LIMITS });
      parser.on('field', (name, value) => fields.set(name, value));
      parser.on('file', (field, stream, name: string | undefined) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('error', refuse);
        stream.on('end', () => files.push({ field, name: name || null, data: Buffer.concat(chunks) }));
      });
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(limit, () => reject(tooMany));
      parser.on('error', refuse);
      parser.on('finish', resolve);
      parser.end(body);
    } catch (error) {
      refuse(error);
    }
  });
  return new FormBody(fields, files);
}

const malformed = (error: unknown) =>
  invalidInput([{ field: 'body', problem: `is no form: ${error instanceof Error ? error.message : String(error)}` }]);

const tooMany = new ProblemError({
  status: 413,
  code: 'too-large',
  title: 'The body is too large.',
  detail: `body: a form may have ${LIMITS.fields} fields and ${LIMITS.files} files.`,
});
