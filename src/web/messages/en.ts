import { clients } from './en/clients.ts';
import { commands } from './en/commands.ts';
import { finished } from './en/finished.ts';
import { history } from './en/history.ts';
import { library } from './en/library.ts';
import { projections } from './en/projections.ts';
import { settings } from './en/settings.ts';
import { time } from './en/time.ts';
import { figure, many } from './words.ts';

const action = (name: string, going: string, done: string, failed: string) => ({
  name,
  going,
  done: (count: number) => `${done} ${figure(count)}`,
  failed: (count: number, reason: string) => `${figure(count)} ${failed}: ${reason}`,
});

/** Every text of the page. Another language is another file of this type, loaded alone. */
export const en = {
  name: 'Ledgarr',
  skip: 'Skip to content',
  navigation: 'Main',
  pages: {
    queue: 'Queue',
    finished: 'Finished',
    history: 'History',
    time: 'Time machine',
    clients: 'Clients',
    projections: 'Projections',
    library: 'Library',
    settings: 'Settings',
    more: 'More',
    add: 'Add',
  },
  titleWith: (attention: number, page: string) =>
    attention > 0 ? `${figure(attention)} need attention – ${page} – Ledgarr` : `${page} – Ledgarr`,
  badges: {
    attention: (count: number) => `${figure(count)} need attention`,
    clients: (count: number) => `${many(count, 'client is', 'clients are')} down`,
    projections: (count: number) => `${many(count, 'projection needs', 'projections need')} attention`,
  },
  connection: {
    live: 'Live',
    connecting: 'Connecting',
    reconnecting: (since: string) => `Reconnecting, data from ${since}`,
    offline: 'Offline',
  },
  signIn: {
    title: 'Sign in',
    key: 'API key',
    hint: 'It lies in the data folder:',
    command: 'cat data/api-key',
    submit: 'Sign in',
    wrong: 'This key is not right. It is one line, in data/api-key.',
  },
  queue: {
    title: 'Queue',
    find: 'Find …',
    all: 'All',
    attention: 'Attention',
    columns: {
      title: 'Title',
      status: 'Status',
      progress: 'Progress',
      size: 'Size',
      speed: 'Speed',
      left: 'Time left',
      client: 'Client',
    },
    emptyFirst: 'Nothing has been asked for yet.',
    emptyFirstHint: 'Add a download, or let a program do it:',
    emptyDone: 'Nothing is on its way.',
    emptyFiltered: (count: number) => `The filter hides ${many(count, 'download', 'downloads')}.`,
    showAll: 'Show all',
    orderChanged: 'Order changed',
    refresh: 'Refresh',
    waiting: (count: number) => `${figure(count)} new`,
    show: 'Show',
    rowName: (title: string, status: string, progress: string, left: string | null, reason: string | null) =>
      [title, status, progress, left && `${left} left`, reason].filter(Boolean).join(', '),
    progressInWords: (percentText: string) => percentText.replace(' %', ' percent'),
    select: (title: string) => `Select ${title}`,
    selected: (count: number) => `${figure(count)} selected`,
    behind: (seconds: number) => `The queue is ${Math.round(seconds)} s behind the log`,
  },
  clients,
  commands,
  finished,
  history,
  library,
  projections,
  settings,
  time,
  lists: {
    shown: (shown: number, total: number) => `${figure(shown)} of ${figure(total)}`,
    more: 'Show more',
    reload: 'Refresh',
  },
  close: 'Close',
  clear: 'Clear',
  undo: 'Undo',
  actions: {
    pause: action('Pause', 'Pausing …', 'Paused', 'not paused'),
    resume: action('Resume', 'Resuming …', 'Resumed', 'not resumed'),
    retry: action('Retry', 'Retrying …', 'Tried again:', 'not tried again'),
    cancel: action('Cancel…', 'Cancelling …', 'Cancelled', 'not cancelled'),
    cancelling: (count: number) => `Cancelling ${figure(count)} in 5 s`,
  },
  add: {
    title: 'Add a download',
    release: 'Magnet, link or file',
    hint: 'Paste a magnet, an info hash or a link, or drop a .torrent or .nzb file here.',
    choose: 'Choose a file …',
    nothing: 'This is no magnet, info hash or link. Paste one, or choose a file.',
    noRelease: (name: string) => `${name} is neither a torrent nor an NZB.`,
    added: 'Added',
    open: 'Open it',
    force: 'Force: have both',
    to: (client: string) => `goes to ${client}`,
  },
  /** A sentence for each code; what is not here shows its title and detail. */
  refusals: {
    'duplicate-download': 'On its way already',
    'already-in-library': 'In the library already',
    'no-client-available': 'No download client takes this',
    'invalid-release': 'This release cannot be read',
    'release-unreachable': 'The link cannot be fetched',
    'not-supported': 'The client cannot do this',
    'client-unavailable': 'The client does not answer',
  } as Record<string, string>,
  cancel: {
    title: (count: number) => `Cancel ${many(count, 'download', 'downloads')}?`,
    many: (count: number) => `All ${figure(count)} are taken from their clients`,
    keep: 'Keep data',
    remove: 'Delete the data too',
    forGood: 'Deleted data cannot be brought back.',
    submit: (count: number) => `Cancel ${many(count, 'download', 'downloads')}`,
  },
  story: {
    title: 'Story',
    views: 'Views of the download',
    attempts: 'Attempts',
    attempt: (number: number) => `Attempt ${number}`,
    files: 'Files',
    noFiles: 'It has not completed, so nobody knows its files.',
    raw: 'Raw',
    copy: 'Copy JSON',
    copied: 'The events are copied',
    expand: 'Expand all',
    collapse: 'Collapse all',
    /** What happened, by the type of the event; what is not here shows its type. */
    events: {
      'download.initiated': 'Initiated',
      'content.claimed': 'Content claimed',
      'download.accepted': 'Accepted by the client',
      'download.paused': 'Paused',
      'download.resumed': 'Resumed',
      'download.completed': 'Completed',
      'download.failed': 'Failed',
      'download.cancellation-requested': 'Cancellation asked for',
      'download.cancelled': 'Cancelled',
      'download.removal-requested': 'Removal from the client asked for',
      'download.removed': 'Removed from the client',
      'download.joined': 'Joined',
      'download.left': 'Left',
      'download.initiation-fenced': 'Kept from beginning',
    } as Record<string, string>,
  },
  error: {
    retry: 'Try again',
    requestId: (id: string) => `Request ${id}`,
  },
  notFound: 'There is no such page.',
  toQueue: 'To the queue',
};

export type Messages = typeof en;
export const m: Messages = en;
