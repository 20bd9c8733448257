import { actions } from '../../commands/actions.svelte.ts';
import { type BulkAction } from '../../commands/bulk.ts';
import { type Command } from '../../commands/commands.svelte.ts';
import { Selection } from '../../list/selection.ts';
import { m } from '../../messages/en.ts';
import { type QueueList } from './queue-list.svelte.ts';

/** What is meant: what is selected, else the row that the keys are at. */
export function meant({ selection, active }: QueueList): string[] {
  if (selection.ids.size > 0) return [...selection.ids];
  return active === null ? [] : [active];
}

const KEYS: readonly (readonly [action: BulkAction, keys: string])[] = [
  ['pause', 'p'],
  ['resume', 'r'],
  ['retry', 'Shift+R'],
];

/** What keys and palette do in the queue; what could not be done stays selected. */
export function queueCommands(list: QueueList, cancel: () => void): Command[] {
  const enabled = () => meant(list).some((id) => list.row(id) !== undefined);
  const run = (action: BulkAction) => async () => {
    const ids = meant(list);
    const failed = await actions.run(action, ids);
    if (list.selection.ids.size > 0) list.selection = new Selection(failed, list.selection.anchor);
  };
  return [
    ...KEYS.map(([action, keys]) => ({ id: action, name: m.actions[action].name, keys, enabled, run: run(action) })),
    { id: 'cancel', name: m.actions.cancel.name, keys: 'Delete', enabled, run: cancel },
  ];
}
