import { type Command } from 'commander';
import { type BulkAnswer, type BulkRequest, type BulkResult } from '../../downloads/api/bulk-runner.js';
import { EXIT } from '../command-failed.js';
import { shortId } from '../format/short-id.js';
import { print, say } from '../format/terminal.js';
import { downloadsOf, nameOf } from '../service/download-ids.js';
import { sentenceOf } from '../service/problem-sentence.js';
import { apiCommand, type ApiOptions, serviceOf } from './api-command.js';

type Action = BulkRequest['action'];
type Options = ApiOptions & { removeData?: boolean; forget?: boolean };

const SAYS: Record<Action, string> = {
  pause: 'Pauses these downloads.',
  resume: 'Lets these downloads go on.',
  cancel: 'Ends these downloads, and takes them from their clients.',
  retry: 'Begins these downloads anew, after they have ended.',
};

/** What is done to downloads that are named: each is for itself, and 1 is the exit code when one was refused. */
export const changeCommand = (action: Action): Command => {
  const command = apiCommand(action)
    .argument('<ids...>', 'or their beginnings, as far as no other begins so')
    .description(SAYS[action]);
  if (action === 'cancel')
    command
      .option('--remove-data', 'deletes what was downloaded, for good')
      .option('--forget', 'does not wait for the client to let go');
  return command.action((ids: string[], options: Options) => change(action, ids, options));
};

async function change(action: Action, beginnings: string[], { removeData, forget, ...options }: Options) {
  const service = await serviceOf(options);
  const named = await downloadsOf(service, beginnings);
  const request = { action, ids: named.map(({ id }) => id), removeData, forget };
  const { results } = await service.post<BulkAnswer>('/downloads/bulk', request);
  const names = new Map(named.map((each) => [each.id, nameOf(each)]));
  if (options.json) print(JSON.stringify(results));
  else
    for (const result of results) (result.ok ? print : say)(`${names.get(result.id)}: ${whatBecame(action, result)}`);
  if (results.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
}

const ENDING = ['cancelling', 'cancelled', null];

function whatBecame(action: Action, { status, begun, problem }: BulkResult): string {
  if (problem) return sentenceOf(problem);
  // Decision 070: it goes on for whoever else has asked for it.
  if (action === 'cancel' && !ENDING.includes(status)) return `left; it goes on for others (${status})`;
  return begun === null ? (status ?? 'gone') : `begun anew as ${shortId(begun)}`;
}
