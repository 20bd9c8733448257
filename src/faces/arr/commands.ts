import { refusal } from './answer.js';
import { instant } from './translate/time.js';

/** What is always so here: clients are looked at every few seconds, whoever asks for it. */
const REFRESHES = [
  ...['RefreshMonitoredDownloads', 'ProcessMonitoredDownloads', 'CheckForFinishedDownload', 'CheckHealth'],
  ...['RefreshSeries', 'RescanSeries', 'RssSync', 'Housekeeping', 'MessagingCleanup'],
];
/** What has to be searched for elsewhere. */
const SEARCHES = ['EpisodeSearch', 'SeasonSearch', 'SeriesSearch', 'MissingEpisodeSearch', 'CutoffUnmetEpisodeSearch'];
const NAMES = new Map([...REFRESHES, ...SEARCHES].map((name) => [name.toLowerCase(), name]));

const MOST_KEPT = 100;

/** Commands that were given; each is over at once. */
export class GivenCommands {
  private last = 0;
  private readonly kept = new Map<number, ReturnType<typeof commandResource>>();

  /** @param body `{name}` @throws ArrRefusal 400 */
  give(body: unknown) {
    const said = body && typeof body === 'object' && 'name' in body ? String(body.name) : '';
    const name = NAMES.get(said.toLowerCase());
    if (name === undefined) throw refusal(400, 'Sequence contains no matching element', `There is no command ${said}.`);
    const command = commandResource(++this.last, name, new Date());
    this.kept.set(command.id, command);
    this.kept.delete(command.id - MOST_KEPT);
    return command;
  }

  all() {
    return [...this.kept.values()];
  }

  find(id: number) {
    return this.kept.get(id);
  }
}

function commandResource(id: number, name: string, now: Date) {
  const at = instant(now);
  const body = {
    ...{ sendUpdatesToClient: true, updateScheduledTask: true, requiresDiskAccess: false, isExclusive: false },
    ...{ isLongRunning: false, name, trigger: 'manual', suppressMessages: true },
  };
  return {
    name,
    commandName: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    body,
    priority: 'normal',
    status: 'completed',
    result: SEARCHES.includes(name) ? 'unsuccessful' : 'successful',
    queued: at,
    started: at,
    trigger: 'manual',
    stateChangeTime: at,
    sendUpdatesToClient: true,
    updateScheduledTask: true,
    id,
  };
}
