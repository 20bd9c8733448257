import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { BUILTIN, type ClientHealth, type ConfiguredClient } from '../download-clients/configured-client.js';
import { keptAddress, shownAddress, splitAddress } from '../download-clients/client-address.js';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../download-clients/configured-clients.js';
import { ClientRefused, ClientUnavailable } from '../download-clients/download-client.js';
import { slugOf } from '../download-clients/slug.js';
import { withoutSecrets } from '../text/without-secrets.js';
import { invalidInput, ProblemError } from '../http/problem.js';
import { changedClient, newClient, slug } from '../downloads/api/download-schemas.js';
import { clientList, clientTest, clientView, type ClientView } from './views.js';

@ApiTags('clients')
@Controller('api/v1/clients')
export class ClientsController {
  constructor(private readonly clients: ConfiguredClients) {}

  @Get()
  @ApiResponse({ status: 200, description: 'The download clients.', standardSchema: clientList })
  async list() {
    const [offered, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    const items = offered.map((client) => this.view(client, healths.get(client.id)));
    return { items, total: items.length, nextCursor: null };
  }

  @Get(':id')
  @ApiResponse({ status: 200, description: 'One download client.', standardSchema: clientView })
  async get(@Param('id') id: string) {
    const [client, healths] = await Promise.all([this.existing(id), this.clients.healths()]);
    return this.view(client, healths.get(id));
  }

  @Post()
  @ApiOperation({ summary: 'Adds a download client. Its id is given once: without one, it is made from the name.' })
  @ApiResponse({ status: 201, description: 'The client.', standardSchema: clientView })
  async add(@Body({ schema: newClient }) input: z.infer<typeof newClient>) {
    const id = input.id ?? slugOf(input.name ?? input.type);
    if (id === '' || id === BUILTIN) throw invalidInput([{ field: 'id', problem: 'give one, other than builtin' }]);
    const { name = id, password = null, apiKey = null, ...fields } = input;
    const client = withAddress({ ...fields, id, name, password, apiKey });
    if (await this.clients.insert(client)) return this.get(id);
    throw new ProblemError({ status: 409, code: 'client-exists', title: `There is a client ${id} already.` });
  }

  @Put(':id')
  @ApiOperation({ summary: 'Changes a client. A secret that is left out is kept; null takes it away.' })
  @ApiResponse({ status: 200, description: 'The client.', standardSchema: clientView })
  async change(@Param('id') id: string, @Body({ schema: changedClient }) input: z.infer<typeof changedClient>) {
    const before = await this.existing(id);
    if (id === BUILTIN) throw invalidInput([{ field: 'id', problem: 'the built-in client has no settings' }]);
    if (input.id !== undefined && input.id !== id) {
      throw invalidInput([{ field: 'id', problem: `is ${id} for good, since events name it` }]);
    }
    const { password = before.password, apiKey = before.apiKey, ...fields } = input;
    const url = keptAddress(input.url, before.url);
    await this.clients.update(withAddress({ ...fields, id, url, password, apiKey }));
    return this.get(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiResponse({
    status: 204,
    description: 'It is gone. What it was downloading stays in the queue until it is cancelled.',
  })
  async delete(@Param('id') id: string): Promise<void> {
    const { id: existing } = await this.existing(id);
    if (!(await this.clients.delete(existing))) throw missing(id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiResponse({
    status: 200,
    description: 'Whether the client answers, and what the problem is.',
    standardSchema: clientTest,
  })
  async test(@Param('id') id: string) {
    const client = await this.existing(id);
    try {
      const { version } = await this.clients.open(client).test();
      return { ok: true, version, problem: null };
    } catch (error) {
      if (!(error instanceof ClientUnavailable || error instanceof ClientRefused)) throw error;
      return { ok: false, version: null, problem: withoutSecrets(error.message, { origins: 'keep' }) };
    }
  }

  private async existing(id: string): Promise<ConfiguredClient> {
    // What is no slug cannot be the id of any.
    const client = slug.safeParse(id).success ? await this.clients.find(id) : null;
    if (!client) throw missing(id);
    return client;
  }

  private view(client: ConfiguredClient, health: ClientHealth = UNKNOWN_HEALTH): ClientView {
    const { password: _password, apiKey: _apiKey, ...shown } = client;
    const { protocols, capabilities } = this.clients.open(client);
    return {
      ...shown,
      url: shownAddress(client.url),
      protocols: [...protocols],
      capabilities: [...capabilities],
      health,
    };
  }
}

/** A user that the address names is kept apart from it, unless one is given by itself. */
function withAddress(client: ConfiguredClient): ConfiguredClient {
  const { url, username, password } = splitAddress(client.url);
  return { ...client, url, username: client.username ?? username, password: password ?? client.password };
}

const missing = (id: string) =>
  new ProblemError({ status: 404, code: 'not-found', title: `There is no download client ${id}.` });
