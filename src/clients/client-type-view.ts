import { z } from 'zod';
import { CAPABILITIES, CLIENT_TYPES } from '../download-clients/download-client.js';
import { wholeList } from '../http/answer-schema.js';

const settingField = z.strictObject({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['url', 'text', 'secret', 'number', 'boolean', 'folder']),
  required: z.boolean(),
  secret: z.boolean().describe('It is written, and never shown again.'),
  help: z.string(),
});

export const clientTypeList = wholeList(
  z
    .strictObject({
      type: z.enum(CLIENT_TYPES),
      label: z.string(),
      protocols: z.array(z.enum(['torrent', 'usenet', 'direct'])),
      capabilities: z.array(z.enum(CAPABILITIES)),
      schemes: z.array(z.string()).describe('Of its address; the first is the usual one.'),
      fields: z.array(settingField),
    })
    .meta({ id: 'ClientType' }),
);
