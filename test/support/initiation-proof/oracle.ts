import { type Content } from '../../../src/downloads/domain/content.js';
import { type ContentEvent, type DownloadEvent } from '../../../src/downloads/domain/events.js';
import { type StoredEvent } from '../../../src/event-store/event-log.js';
import { AskersOracle } from './askers-oracle.js';
import { Violation } from './violation.js';

/** Reckoned in events of the log: it was active while the log held `from` events and more, until it held `until`. */
type Download = {
  id: string;
  stream: string;
  command: string;
  work: string;
  parts: number;
  forced: boolean;
  claimed: number;
  from: number;
  until: number;
};

const EPISODES = 3;
const WHOLE_SEASON = (1 << EPISODES) - 1;
const SEASONS = 2;

/** Which episodes it is, one bit for each of two seasons of three. Counted out, so as to share no thought with `overlaps`. */
export function partsOf(content: Content | null): number {
  if (!content) return 0;
  const shift = ('season' in content ? content.season - 1 : 0) * EPISODES;
  switch (content.kind) {
    case 'movie':
      return 1;
    case 'series':
      return (1 << (SEASONS * EPISODES)) - 1;
    case 'season':
      return WHOLE_SEASON << shift;
    case 'episodes':
      return content.episodes.reduce((bits, episode) => bits | (1 << (episode - 1 + shift)), 0);
  }
}

const workOf = (content: Content | null): string => `${content?.kind === 'movie'} ${content?.mediaId}`;

/** Reads the log beside the program, event by event, and says when a rule is broken. */
export class Oracle {
  /** How many events the log holds. */
  length = 0;
  readonly askers = new AskersOracle();
  fences = 0;
  private readonly ids = new Set<string>();
  private readonly downloads = new Map<string, Download>();
  /** By content stream: whose claim was the last. */
  private readonly lastClaims = new Map<string, string>();
  private readonly claims = new Map<string, { at: number; forced: boolean }>();

  private readonly fenced = new Set<string>();

  /** What one append has written. @throws Violation */
  see(written: readonly StoredEvent[]): void {
    this.askers.see(written);
    const ended = new Set(written.filter(({ type }) => ENDS.has(type)).map(idOf));
    for (const event of written) this.seeOne(event, ended);
  }

  /** @param ended of the same append: what began in it was never active */
  private seeOne(stored: StoredEvent, ended: ReadonlySet<string>): void {
    this.length += 1;
    if (this.ids.has(stored.id)) throw new Violation(`the event ${stored.id} is in the log twice: ${stored.type}`);
    this.ids.add(stored.id);
    const event = { type: stored.type, data: stored.data } as DownloadEvent | ContentEvent;
    switch (event.type) {
      case 'content.claimed':
        if (this.lastClaims.get(stored.streamId) === event.data.downloadId)
          throw new Violation(`${event.data.downloadId} claims what it has claimed`);
        this.lastClaims.set(stored.streamId, event.data.downloadId);
        this.claims.set(event.data.downloadId, { at: this.length, forced: event.data.forced });
        break;
      case 'download.initiated':
        this.begin(event.data.downloadId, event.data.content, stored, ended.has(event.data.downloadId));
        break;
      case 'download.completed':
      case 'download.failed':
      case 'download.cancelled':
        this.end(event.data.downloadId);
        break;
      case 'download.initiation-fenced':
        this.fences += 1;
        this.fenced.add(event.data.downloadId);
        break;
      default:
        break;
    }
  }

  active(): Download[] {
    return [...this.downloads.values()].filter(({ until }) => until === Infinity);
  }

  streamOf(id: string): string | undefined {
    return this.downloads.get(id)?.stream;
  }

  /** Imported as one that was given up for another. */
  isAside(id: string): boolean {
    const download = this.downloads.get(id);
    return download !== undefined && download.until === download.from;
  }

  initiatedBy(command: string): Download | undefined {
    return [...this.downloads.values()].find((download) => download.command === command);
  }

  /** @throws Violation unless `existing` was in the way at some time since the log held `since` events */
  justified(existing: string | undefined, since: number, stream: string, content: Content | null): void {
    const download = this.downloads.get(existing ?? '');
    if (!download) throw new Violation(`refused for ${existing}, which never was`);
    if (download.until <= since) throw new Violation(`refused for ${existing}, which had ended before`);
    const concerns = download.stream === stream || overlap(download, workOf(content), partsOf(content));
    if (!concerns) throw new Violation(`refused for ${existing}, which is for something else`);
  }

  /** @throws Violation unless something was in the way of an import at some time since the log held `since` events */
  justifiedAside(id: string, since: number, stream: string, content: Content | null): void {
    const isInTheWay = (other: Download) =>
      other.id !== id && (other.stream === stream || overlap(other, workOf(content), partsOf(content)));
    const inTheWay = [...this.downloads.values()].some((other) => other.until > since && isInTheWay(other));
    if (!inTheWay && !this.fenced.has(id)) throw new Violation(`${id} was superseded by nothing`);
  }

  private begin(
    id: string,
    content: Content | null,
    { streamId: stream, metadata }: StoredEvent,
    isPast: boolean,
  ): void {
    const command = String(metadata['commandId']);
    if (this.downloads.has(id)) throw new Violation(`${id} initiated twice`);
    if (this.initiatedBy(command)) throw new Violation(`a second download for command ${command}`);
    for (const other of this.active())
      if (other.stream === stream) throw new Violation(`two active attempts in ${stream}: ${other.id}, ${id}`);
    const claim = this.claims.get(id);
    if (content && !claim && !isPast) throw new Violation(`${id} initiated without a claim`);
    const { at: claimed, forced } = claim ?? { at: 0, forced: false };
    const work = workOf(content);
    const download = { id, stream, command, work, parts: partsOf(content), forced, claimed };
    for (const other of this.active()) {
      const later = other.claimed > claimed ? other : download;
      if (!isPast && overlap(other, work, download.parts) && !later.forced)
        throw new Violation(`two active downloads for the same content: ${other.id}, ${id}`);
    }
    this.downloads.set(id, { ...download, from: this.length, until: isPast ? this.length : Infinity });
  }

  private end(id: string): void {
    const download = this.downloads.get(id);
    if (this.isAside(id)) return;
    if (!download || download.until !== Infinity) throw new Violation(`the end of ${id}, which is not active`);
    download.until = this.length;
  }
}

const ENDS: ReadonlySet<string> = new Set(['download.completed', 'download.failed', 'download.cancelled']);

const idOf = ({ data }: StoredEvent): string => (data as { downloadId: string }).downloadId;

const overlap = (download: Download, work: string, parts: number): boolean =>
  download.work === work && (download.parts & parts) !== 0;
