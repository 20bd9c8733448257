import { HistoryReader } from './history-reader.js';
import { type History, type HistorySlot } from './sabnzbd-api.js';

const job = (n: number, more: Partial<HistorySlot> = {}): HistorySlot => ({
  nzo_id: `SABnzbd_nzo_${n}`,
  name: `Job.${n}`,
  nzb_name: `Job.${n}.nzb`,
  status: 'Completed',
  category: '*',
  storage: `/complete/Job.${n}`,
  bytes: 1,
  fail_message: '',
  completed: n,
  ...more,
});

/** A history as SABnzbd keeps it: newest first, in pages, with an archive beside it from 4.3 on. */
class KeptHistory {
  slots: HistorySlot[] = [];
  archive: HistorySlot[] = [];
  pages = 0;

  history(parameters: Readonly<Record<string, string>> = {}): Promise<History> {
    this.pages++;
    const { start = '0', limit = '10', nzo_ids: ids, archive = '0' } = parameters;
    const from = archive === '1' ? this.archive : this.slots;
    const wanted = ids === undefined ? from : from.filter(({ nzo_id: id }) => ids.split(',').includes(id));
    const slots = wanted.slice(Number(start), Number(start) + Number(limit));
    return Promise.resolve({ slots, noofslots: wanted.length });
  }
}

const nobody: ReadonlySet<string> = new Set();
const idsOf = (slots: readonly HistorySlot[]) => slots.map(({ nzo_id: id }) => id);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => job(n - i));

describe('the history of SABnzbd', () => {
  let kept: KeptHistory;
  let reader: HistoryReader;
  beforeEach(() => {
    kept = new KeptHistory();
    reader = new HistoryReader(kept);
  });

  it('reads a history of any length to its end', async () => {
    kept.slots = upTo(3_450);
    expect(idsOf(await reader.read(nobody, nobody))).toEqual(idsOf(kept.slots));
  });

  it('reads one page while nothing changes, and all that is new when it does', async () => {
    kept.slots = upTo(3_450);
    await reader.read(nobody, nobody);
    kept.pages = 0;
    await reader.read(nobody, nobody);
    expect(kept.pages).toBe(1);
    kept.slots = [...Array.from({ length: 250 }, (_, i) => job(4_000 - i)), ...kept.slots];
    expect(idsOf(await reader.read(nobody, nobody)).sort()).toEqual(idsOf(kept.slots).sort());
  });

  it('forgets what was deleted there, new or old', async () => {
    kept.slots = upTo(500);
    await reader.read(nobody, nobody);
    kept.slots = kept.slots.filter((_, i) => i !== 3 && i !== 400);
    expect(idsOf(await reader.read(nobody, nobody))).toEqual(idsOf(kept.slots));
  });

  it('does not remember how something was processed', async () => {
    kept.slots = [job(1, { status: 'Extracting', storage: '', loaded: true })];
    await reader.read(nobody, nobody);
    kept.slots = [job(1)];
    expect(await reader.read(nobody, nobody)).toEqual([job(1)]);
  });

  it('looks into the archive for what was there at the last look, and is in no list now', async () => {
    kept.archive = [job(7)];
    const followed = new Set(['SABnzbd_nzo_7', 'SABnzbd_nzo_8', 'SABnzbd_nzo_9']);
    expect(await reader.read(new Set(['SABnzbd_nzo_9']), followed)).toEqual([job(7)]);
    expect(await reader.byIds(['SABnzbd_nzo_7'])).toEqual([job(7)]);
    expect(await reader.byIds(['SABnzbd_nzo_8'])).toEqual([]);
  });
});
