import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';

/** The document at `/api/openapi.json`, and a page that shows it at `/api/docs`. */
export function openApi(app: NestFastifyApplication): void {
  const described = new DocumentBuilder()
    .setTitle('Ledgarr')
    .setDescription('The download queue that fetches nothing twice and forgets nothing.')
    .setVersion('1')
    .addApiKey({ type: 'apiKey', name: 'X-Api-Key', in: 'header' }, 'key')
    .addBearerAuth()
    .addSecurityRequirements('key')
    .build();
  const document = () => SwaggerModule.createDocument(app, described);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
}
