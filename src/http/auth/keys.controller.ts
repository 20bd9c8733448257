import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { ProblemError } from '../problem.js';
import { Needs } from '../server/route-rules.js';
import { type ApiKey, ApiKeys } from './api-keys.js';
import { createdKey, keyList, keyName, keyView, newKey } from './auth-schemas.js';
import { type KeySettings, keySettings } from './key-settings.js';

@ApiTags('keys')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Get()
  @Needs('admin')
  @ApiResponse({ status: 200, description: 'The named keys, without the keys themselves.', standardSchema: keyList })
  async list() {
    const items = await this.keys.list();
    return { items, total: items.length, nextCursor: null };
  }

  @Post()
  @ApiOperation({
    summary: 'Makes a key for a program or a person.',
    description:
      'Its name is the actor of the events that follow from its requests. `read` sees everything, `request` adds downloads and cancels its own, `admin` may everything.',
  })
  @ApiResponse({ status: 201, description: 'The key, shown this once.', standardSchema: createdKey })
  async add(@Body({ schema: newKey }) { name, scopes, settings }: z.infer<typeof newKey>) {
    const added = await this.keys.add(name, scopes, settings);
    if (added) return added;
    throw new ProblemError({
      status: 409,
      code: 'key-exists',
      title: `There is a key ${name} already.`,
      detail: 'name: give another one, or remove that key first.',
    });
  }

  @Put(':name/settings')
  @ApiResponse({ status: 200, description: 'The key, with these settings and no others.', standardSchema: keyView })
  async change(
    @Param('name', { schema: keyName }) name: string,
    @Body({ schema: keySettings }) settings: KeySettings,
  ): Promise<ApiKey> {
    const changed = await this.keys.change(name, settings);
    if (changed) return changed;
    throw noSuchKey(name);
  }

  @Delete(':name')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'The key is gone, and with it the sessions that were opened with it.' })
  async remove(@Param('name', { schema: keyName }) name: string): Promise<void> {
    if (await this.keys.remove(name)) return;
    throw noSuchKey(name);
  }
}

const noSuchKey = (name: string) =>
  new ProblemError({ status: 404, code: 'not-found', title: `There is no key ${name}.` });
