import { ClientRefused } from '../client-errors.js';
import { type Added, type AddRequest } from '../download-client.js';
import { jobName } from '../usenet/job-name.js';
import { nzbOf } from '../usenet/nzb-of.js';
import { presenceOf, type Sight } from '../usenet/output-on-disk.js';
import { type SabnzbdApi } from './sabnzbd-api.js';
import { isSameEnded, isSameJob, marksOf, mayBeSame, type NzbMarks } from './same-nzb.js';

/** Of the category; paused; low, normal and high. */
const PRIORITY = { default: '-100', paused: '-2' } as const;

type Settings = Sight & { category: string | null };

/**
 * Hands the file over, unless the same NZB is there already: then that job is taken for ours, also when an answer was lost.
 * @throws ClientRefused where SABnzbd did not take it: broken, empty, a duplicate, refused by its script
 */
export async function submit(api: SabnzbdApi, request: AddRequest, settings: Settings): Promise<Added> {
  const nzb = nzbOf(request.payload, 'SABnzbd');
  const name = jobName(request.title);
  const marks = await marksOf(nzb, request.itemKey, name).catch((error: Error) => {
    throw new ClientRefused(`The NZB ${error.message}`, { cause: error });
  });
  const held = await findSame(api, marks, settings);
  if (held !== null) return { id: held };
  const category = request.category ?? settings.category;
  const [id] = await api.addFile(nzb, marks.fileName, {
    nzbname: name,
    priority: priorityOf(request),
    ...(category === null ? {} : { cat: category }),
  });
  // It says that all went well also where it has thrown a duplicate away, or made a failed one of it.
  const refused = id === undefined ? 'SABnzbd did not take it' : await failureOf(api, id);
  if (refused === null) return noted(id!, request);
  const other = await findSame(api, marks, settings);
  if (other !== null) return { id: other };
  if (id !== undefined) return { id }; // failed, and shown so
  throw new ClientRefused(`${refused}: it is broken or empty, a duplicate to it, or its pre-queue script has refused it.`); // prettier-ignore
}

const priorityOf = ({ priority, paused }: AddRequest): string =>
  paused ? PRIORITY.paused : priority === null ? PRIORITY.default : String(Math.sign(priority));

/** Paused is a priority to it: with that, no other can be given. */
function noted(id: string, { paused, priority }: AddRequest): Added {
  return paused && priority !== null
    ? { id, note: 'SABnzbd adds paused what it gives the priority of its category: set it there.' }
    : { id };
}

async function failureOf(api: SabnzbdApi, id: string): Promise<string | null> {
  const { slots } = await api.history({ nzo_ids: id, limit: '2' });
  const failed = slots.find((slot) => slot.nzo_id === id && slot.status === 'Failed');
  return failed === undefined ? null : failed.fail_message;
}

/** @returns the id of a job of the same NZB, under way or complete with its data still there */
async function findSame(api: SabnzbdApi, marks: NzbMarks, sight: Sight): Promise<string | null> {
  const { slots } = await api.queue();
  for (const slot of slots.filter((each) => mayBeSame(marks, each)))
    if (isSameJob(marks, slot, await api.files(slot.nzo_id))) return slot.nzo_id;
  const history = await api.history({ search: searchFor(marks.jobName), limit: '1000' });
  for (const slot of history.slots.filter((each) => isSameEnded(marks, each))) {
    const lost = slot.status === 'Completed' && slot.storage && (await presenceOf(sight, slot.storage)) === 'gone';
    if (!lost) return slot.nzo_id;
  }
  return null;
}

/** Its search takes a pattern: for some jobs a regular expression, for others one of SQL. Letters and figures mean themselves in both. */
const searchFor = (name: string): string => (name.match(/[A-Za-z0-9]+/g) ?? []).slice(0, 8).join('*');
