import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { problemDocument } from './answer-schema.js';
import { PROBLEM_TYPE } from './problem.js';

/** The document at `/api/openapi.json`, and a page that shows it at `/api/docs`. */
export function openApi(app: NestFastifyApplication): void {
  const document = () => openApiDocument(app);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
}

/** Every operation, with what it takes, what it answers and how it refuses. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const described = new DocumentBuilder()
    .setTitle('Ledgarr')
    .setDescription('The download queue that fetches nothing twice and forgets nothing.')
    .setVersion('1')
    .addApiKey({ type: 'apiKey', name: 'X-Api-Key', in: 'header' }, 'key')
    .addBearerAuth()
    .addSecurityRequirements('key')
    .build();
  return withRefusals(SwaggerModule.createDocument(app, described));
}

const problemContent = (schema: object) => ({ [PROBLEM_TYPE]: { schema } });
const REFUSED = {
  description: 'A problem document (RFC 9457) with a code.',
  content: problemContent({ $ref: '#/components/schemas/Problem' }),
};

/** Swagger forgets answers of all operations where one has its own, and gives refusals the media type of successes. */
function withRefusals(document: OpenAPIObject): OpenAPIObject {
  const { $schema: _, ...problem } = z.toJSONSchema(problemDocument, { target: 'openapi-3.0' });
  const schemas = Object.assign({ ...document.components?.schemas }, { Problem: problem });
  document.components = { ...document.components, schemas };
  for (const operation of Object.values(document.paths).flatMap(operationsOf)) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (!/^[45]/.test(status) || !response || !('content' in response)) continue;
      response.content = problemContent(response.content?.['application/json']?.schema ?? {});
    }
    operation.responses = { ...operation.responses, '4XX': REFUSED, '5XX': REFUSED };
  }
  return document;
}

type PathItem = OpenAPIObject['paths'][string];
const operationsOf = ({ get, post, put, delete: remove }: PathItem) =>
  [get, post, put, remove].filter((operation) => operation !== undefined);
