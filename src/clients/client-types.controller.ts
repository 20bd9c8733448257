import { Controller, Get } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { CLIENT_TYPE_DEFINITIONS } from '../download-clients/client-types.js';
import { clientTypeList } from './client-type-view.js';

@ApiTags('clients')
@Controller('api/v1/clients/types')
export class ClientTypesController {
  /** From this, a form for each type can be drawn. */
  @Get()
  @ApiResponse({
    status: 200,
    description: 'The types of clients, and their settings.',
    standardSchema: clientTypeList,
  })
  list() {
    const items = CLIENT_TYPE_DEFINITIONS.map(({ type, label, protocols, capabilities, schemes, fields }) => ({
      type,
      label,
      protocols,
      capabilities,
      schemes,
      fields: fields.map((field) => ({ ...field, secret: field.kind === 'secret' })),
    }));
    return { items, total: items.length, nextCursor: null };
  }
}
