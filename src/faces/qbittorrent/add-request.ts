import { parseContent } from '../../downloads/initiation/parse-content.js';
import { type DownloadRequest } from '../../downloads/commands/initiate-download.js';
import { type SeedGoal } from '../../downloads/domain/events.js';
import { type ReleaseInput } from '../../releases/release.js';
import { plainText } from '../../text/plain-text.js';
import { LONGEST_LABEL, titleOf } from '../asked-texts.js';
import { contentFor } from '../content-for.js';
import { type Parameters } from './parameters.js';

/** How what the key asks for is to be taken. */
type RequestPolicy = Pick<DownloadRequest, 'onDuplicate' | 'force' | 'ignoreLibrary'>;

/** What `torrents/add` asks for, a request for each link and file. */
export type AddRequest = {
  requests: DownloadRequest[];
  category: string;
  tags: string[];
  forceStart: boolean;
  isPaused: boolean;
};

/** Characters. */
const MOST_RATIO = 10_000;
const TEN_YEARS_SECONDS = 315_360_000;

/**
 * Reads a call of `torrents/add`, in the words of old and new versions. What is said of folders, layouts and speeds
 * is for the client to decide.
 */
export function readAdd(parameters: Parameters, policy: RequestPolicy): AddRequest {
  const category = plainText(parameters.get('category') ?? '')?.slice(0, LONGEST_LABEL) ?? '';
  const seedGoal = seedGoalOf(parameters);
  const renamed = titleOf(parameters.get('rename'));
  const request = (release: ReleaseInput, name: string | null): DownloadRequest => ({
    release,
    title: renamed ?? name,
    content: contentFor(category, renamed ?? name),
    client: null,
    category: category || null,
    priority: null,
    indexer: null,
    seedGoal,
    ...policy,
  });
  return {
    requests: [
      ...linksOf(parameters).map((url) => request(url.startsWith('magnet:') ? { magnet: url } : { url }, null)),
      ...torrentsOf(parameters).map(({ name, data }) =>
        request({ torrent: data.toString('base64') }, uploadTitle(name)),
      ),
    ],
    category,
    tags: parameters.list('tags').map((tag) => tag.slice(0, LONGEST_LABEL)),
    forceStart: parameters.flag('forced') ?? parameters.flag('forceStart') ?? false,
    isPaused: parameters.flag('stopped') ?? parameters.flag('paused') ?? false,
  };
}

const linksOf = (parameters: Parameters): string[] =>
  (parameters.get('urls') ?? '')
    .split(/[\r\n]+/)
    .map((link) => link.trim())
    .filter((link) => link !== '');

const torrentsOf = ({ files }: Parameters) => files.filter(({ data }) => data.length > 0);

/** Searchers name the file after the release; others call it anything, and then the torrent itself knows better. */
export function uploadTitle(fileName: string | null): string | null {
  const title = titleOf(fileName?.replace(/\.torrent$/i, ''));
  return title !== null && parseContent(title) !== null ? title : null;
}

/** Limits below 0 are "none" and "as usual". */
function seedGoalOf(parameters: Parameters): SeedGoal | null {
  const ratio = parameters.number('ratioLimit');
  const minutes = parameters.number('seedingTimeLimit');
  const goal = {
    ...(ratio !== undefined && ratio >= 0 && { ratio: Math.min(ratio, MOST_RATIO) }),
    ...(minutes !== undefined && minutes >= 0 && { seconds: Math.min(Math.round(minutes * 60), TEN_YEARS_SECONDS) }),
  };
  return Object.keys(goal).length > 0 ? goal : null;
}
