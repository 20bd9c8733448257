import { type Concern, type Tested } from '../download-client.js';
import { type Misc, type SabnzbdApi } from './sabnzbd-api.js';

/** The first that has what is asked of it: history by id, passwords and names of UTF-8. */
const OLDEST = [3, 2];

/** What will surprise one day is told as well. @throws ClientUnavailable */
export async function testSabnzbd(api: SabnzbdApi, category: string | null): Promise<Tested> {
  const version = await api.version(); // answers without a key
  await api.queue();
  const categories = await api.categories();
  const [downloadDir = null] = await api.completeFolders();
  const concerns = [
    versionConcern(version),
    categoryConcern(category, categories),
    retentionConcern(await api.misc()),
  ].filter((concern) => concern !== null);
  return { version, concerns, downloadDir };
}

function versionConcern(version: string): Concern | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0]! || (major === OLDEST[0] && minor >= OLDEST[1]!) || Number.isNaN(major)) return null;
  return {
    step: 'version',
    problem: `SABnzbd ${version} is too old to be followed reliably`,
    remedy: 'take 3.2 or later',
  };
}

function categoryConcern(category: string | null, known: readonly string[]): Concern | null {
  if (category === null || known.includes(category) || known.length === 0) return null;
  return {
    step: 'category',
    problem: `SABnzbd has no category ${category}: it would use its default`,
    remedy: `make it there (Config > Categories), or take one of ${known.filter((name) => name !== '*').join(', ')}`,
  };
}

/** 4.3 and later: `all-delete`, `number-delete`, `days-archive` …; earlier ones: `0` keeps all, `-1` none, `7d` a week, `10` ten jobs. */
function retentionConcern({ history_retention_option: option, history_retention: earlier }: Misc): Concern | null {
  const atOnce = /^all/.test(option ?? '') || earlier === '-1';
  const soon = /^number/.test(option ?? '') || /^[1-9]\d*$/.test(earlier ?? '');
  if (!atOnce && !soon) return null;
  return {
    step: 'folder',
    problem: atOnce
      ? 'SABnzbd forgets a job as soon as it is complete, perhaps before Ledgarr has seen it'
      : 'SABnzbd keeps only some jobs in its history: many at once may be forgotten before Ledgarr has seen them',
    remedy: 'let it keep its history for some days (History Retention under Config > Switches)',
  };
}
