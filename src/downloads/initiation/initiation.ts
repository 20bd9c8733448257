import { type Position } from '../../event-store/event-log.js';
import { type Cause, InitiateAttempt } from '../domain/commands.js';
import { contentStream } from '../domain/content.js';
import { decide } from '../domain/decide.js';
import { type DownloadInitiated, type InitiatedData } from '../domain/events.js';
import { Refused } from '../domain/refused.js';
import { type DownloadState } from '../domain/state.js';
import { loggedData } from '../event-registry/logged-data.js';
import { type StreamRepository } from '../streams/stream-repository.js';
import { AttemptIds } from './attempt-ids.js';
import { type Claimant, ClaimProtocol } from './claim-protocol.js';
import { type Clock } from './clock.js';
import { untilNoConflict } from './rounds.js';
import { type SerialByKey } from './serial-by-key.js';

/** An attempt that somebody wants. Its id is given here, a new one in each round. */
export type InitiationRequest = {
  attempt: Omit<InitiatedData, 'downloadId'>;
  /** Passes the check on the content; nothing passes the check on the item. */
  force: boolean;
  cause: Cause;
  /** Called where a download for the content has completed: its files may have come since anybody looked. @throws Refused */
  recheck?: () => Promise<void>;
};

export type Initiated = {
  downloadId: string;
  position: Position | null;
  stream: string;
  /** What was appended just now; null for a download that this command had begun before. */
  begun: { event: DownloadInitiated; at: string } | null;
};

export const itemStream = (client: string, itemKey: string): string => `download-${client}.${itemKey}`;

/**
 * Initiates a download so that there is at most one active per item and per piece of content, whatever races or
 * crashes: design §6, whose steps are numbered here and in the protocol.
 */
export class Initiation {
  private readonly protocol: ClaimProtocol;

  /** @param graceMs how long a claim without its download is waited for */
  constructor(
    private readonly streams: StreamRepository,
    private readonly lanes: SerialByKey,
    clock: Clock,
    graceMs: number,
  ) {
    this.protocol = new ClaimProtocol(streams, clock, graceMs);
  }

  /**
   * @returns the new download, or the one that this very command had initiated before
   * @throws Refused duplicate-download
   */
  initiate(asked: InitiationRequest): Promise<Initiated> {
    // Here already, so that the answer says what the log says.
    const wanted = { ...asked, attempt: loggedData(asked.attempt) };
    const { client, itemKey, content } = wanted.attempt;
    const stream = itemStream(client, itemKey);
    const round = new Round(this.streams, this.protocol, stream, wanted);
    return this.lanes.run(content ? contentStream(content) : stream, () => untilNoConflict(stream, () => round.run()));
  }
}

/** One request's way through the steps, round after round. */
class Round {
  private readonly ids: AttemptIds;

  constructor(
    private readonly streams: StreamRepository,
    private readonly protocol: ClaimProtocol,
    private readonly stream: string,
    private readonly wanted: InitiationRequest,
  ) {
    this.ids = new AttemptIds(wanted.cause.commandId, stream);
  }

  async run(): Promise<Initiated> {
    const { attempt, cause } = this.wanted;
    const D = this.stream;
    // 1.
    const read = await this.protocol.read(D, attempt.content);
    const repeated = this.ownAttempt(read.item.state);
    if (repeated) return { downloadId: repeated, position: null, stream: D, begun: null };
    // An earlier run of this command was taken for dead: what it claimed, others pass by.
    while (read.item.state.fenced.includes(this.ids.present)) this.ids.renew();

    // 2. D has an active attempt: refused.
    const downloadId = this.ids.present;
    const begin = new InitiateAttempt({ ...attempt, downloadId }, cause);
    const initiated = refusingIn(D, () => decide(begin, read.item.state));

    // 3. and 4.
    const claimant = this.claimant(downloadId);
    const revision = claimant ? await this.protocol.claim(claimant, read) : read.item.revision;

    // 5. Initiate.
    try {
      const { position } = await this.streams.append(D, initiated, revision, cause, this.ids.ofEvents());
      const event = initiated.find(({ type }) => type === 'download.initiated') as DownloadInitiated;
      return { downloadId, position, stream: D, begun: { event, at: cause.at } };
    } catch (error) {
      this.ids.renew();
      throw error;
    }
  }

  private claimant(downloadId: string): Claimant | null {
    const { attempt, force, cause, recheck } = this.wanted;
    const { content } = attempt;
    if (!content || attempt.adoption?.unclaimed) return null;
    const hasGivenUp = (id: string) => this.ids.include(id);
    const claimant = { downloadId, stream: this.stream, content, force, cause, namespace: downloadId, hasGivenUp };
    return recheck ? { ...claimant, recheck } : claimant;
  }

  /** An attempt that this command has begun already: in an earlier run that did not live to tell. */
  private ownAttempt({ active, ended }: DownloadState): string | undefined {
    const attempts = active ? [active, ...ended] : ended;
    return attempts.map(({ initiated }) => initiated.downloadId).find((id) => this.ids.include(id));
  }
}

/** What is in the way lies in this stream: the projections may not have it yet. */
function refusingIn<T>(stream: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refused ? new Refused(error.code, { ...error.details, existingStream: stream }) : error;
  }
}
