import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

type JsonSchema = { properties?: Record<string, object>; required?: string[] };

/** One schema checks the input and describes it. */
const jsonSchema = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
    unrepresentable: 'any',
  });
  return json as JsonSchema;
};

/** Describes a request body in the OpenAPI document. */
export const Sends = (summary: string, body: z.ZodType) =>
  applyDecorators(ApiOperation({ summary }), ApiBody({ schema: jsonSchema(body) as never }));

/** Describes an answer, and the query parameters where there are some. */
export const Answers = (status: number, description: string, query?: z.ZodType) => {
  const { properties = {}, required = [] } = query ? jsonSchema(query) : {};
  return applyDecorators(
    ApiResponse({ status, description }),
    ApiResponse({ status: '4XX', description: 'A problem document (RFC 9457) with a code.' }),
    ...Object.entries(properties).map(([name, schema]) =>
      ApiQuery({ name, required: required.includes(name) && !('default' in schema), schema }),
    ),
  );
};
