import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { BUILTIN } from '../download-clients/configured-client.js';
import { keptAddress } from '../download-clients/client-address.js';
import { ConfiguredClients } from '../download-clients/configured-clients.js';
import { slugOf } from '../download-clients/slug.js';
import { Caller, type Principal } from '../http/auth/principal.js';
import { invalidInput, ProblemError } from '../http/problem.js';
import { ClientCatalogue } from './client-catalogue.js';
import { ClientRemoval } from './client-removal.js';
import { changedClient, newClient, removalQuery } from './client-schemas.js';
import { withAddress } from './settings-of-input.js';
import { clientList, clientView } from './views.js';

/** Names of routes below this one. */
const RESERVED = new Set([BUILTIN, 'types', 'test']);

@ApiTags('clients')
@Controller('api/v1/clients')
export class ClientsController {
  constructor(
    private readonly clients: ConfiguredClients,
    private readonly catalogue: ClientCatalogue,
    private readonly removal: ClientRemoval,
  ) {}

  @Get()
  @ApiResponse({ status: 200, description: 'The download clients.', standardSchema: clientList })
  async list() {
    const items = await this.catalogue.list();
    return { items, total: items.length, nextCursor: null };
  }

  @Get(':id')
  @ApiResponse({ status: 200, description: 'One download client.', standardSchema: clientView })
  get(@Param('id') id: string) {
    return this.catalogue.view(id);
  }

  @Post()
  @ApiOperation({ summary: 'Adds a download client. Its id is given once: without one, it is made from the name.' })
  @ApiResponse({ status: 201, description: 'The client.', standardSchema: clientView })
  async add(@Body({ schema: newClient }) input: z.infer<typeof newClient>) {
    const id = input.id ?? slugOf(input.name ?? input.type);
    if (id === '' || RESERVED.has(id))
      throw invalidInput([{ field: 'id', problem: `give one, other than ${[...RESERVED].join(', ')}` }]);
    const { name = id, password = null, apiKey = null, ...fields } = input;
    const client = withAddress({ ...fields, id, name, password, apiKey });
    if (await this.clients.insert(client)) return this.catalogue.view(id);
    throw new ProblemError({ status: 409, code: 'client-exists', title: `There is a client ${id} already.` });
  }

  @Put(':id')
  @ApiOperation({ summary: 'Changes a client. A secret that is left out is kept; null takes it away.' })
  @ApiResponse({ status: 200, description: 'The client.', standardSchema: clientView })
  async change(@Param('id') id: string, @Body({ schema: changedClient }) input: z.infer<typeof changedClient>) {
    const before = await this.catalogue.find(id);
    if (id === BUILTIN) throw invalidInput([{ field: 'id', problem: 'the built-in client has no settings' }]);
    if (input.id !== undefined && input.id !== id) {
      throw invalidInput([{ field: 'id', problem: `is ${id} for good, since events name it` }]);
    }
    const { password = before.password, apiKey = before.apiKey, ...fields } = input;
    const url = keptAddress(input.url, before.url);
    await this.clients.update(withAddress({ ...fields, id, url, password, apiKey }));
    return this.catalogue.view(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary:
      'Deletes a client. One that has downloads under way is refused (client-has-downloads), unless it is said what becomes of them.',
  })
  @ApiResponse({ status: 204, description: 'It is gone. What it had of downloads stays in it.' })
  async delete(
    @Param('id') id: string,
    @Query({ schema: removalQuery }) query: z.infer<typeof removalQuery>,
    @Caller() caller: Principal,
  ) {
    const client = await this.catalogue.find(id);
    // The built-in one is no setting, and so cannot be deleted.
    if (client.id === BUILTIN) throw this.catalogue.missing(id);
    await this.removal.remove(client, query, caller);
  }
}
