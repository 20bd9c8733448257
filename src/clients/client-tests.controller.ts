import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ConfiguredClients } from '../download-clients/configured-clients.js';
import { openClient } from '../download-clients/open-client.js';
import { ClientCatalogue } from './client-catalogue.js';
import { triedClient, type TriedClient } from './client-schemas.js';
import { testClient } from './client-test.js';
import { isVisibleFolder } from './folder-visible.js';
import { settingsOf } from './settings-of-input.js';
import { clientTest } from './views.js';

const DESCRIPTION = 'Whether the client answers and lets Ledgarr in, and step by step what is amiss.';

@ApiTags('clients')
@Controller('api/v1/clients')
export class ClientTestsController {
  constructor(
    private readonly clients: ConfiguredClients,
    private readonly catalogue: ClientCatalogue,
  ) {}

  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Tries settings before they are saved. With the id of a client, its secrets stand for those left out.',
  })
  @ApiResponse({ status: 200, description: DESCRIPTION, standardSchema: clientTest })
  async tryOut(@Body({ schema: triedClient }) input: TriedClient) {
    const client = settingsOf(input, input.id === undefined ? null : await this.clients.find(input.id));
    return testClient(client, { adapter: openClient(client), isVisible: isVisibleFolder });
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: DESCRIPTION, standardSchema: clientTest })
  async test(@Param('id') id: string) {
    const client = await this.catalogue.find(id);
    return testClient(client, { adapter: this.clients.open(client), isVisible: isVisibleFolder });
  }
}
