import { v5 as uuidV5 } from 'uuid';
import { type Cause, JoinDownload } from '../domain/commands.js';
import { Refused } from '../domain/refused.js';
import { type DecisionRunner } from '../streams/decision-runner.js';
import { type Asker, joinIdOf } from './asker.js';
import { type Holder } from './checks/item-holder.js';
import { type Clock } from './clock.js';
import { type Initiated, type Initiation, type InitiationRequest } from './initiation.js';

/** What a request came to: a download of its own, or (then `joinId` is what it is left by) one that was there. */
export type Requested = Initiated & { joinId: string | null };

/** How often a download that ends just now is asked about, and how long after the first and the second time. */
const PAUSES_MS = [50, 250];

/** Initiates a download, or joins the one that is in the way. */
export class InitiationOrJoin {
  constructor(
    private readonly initiation: Initiation,
    private readonly runner: DecisionRunner,
    private readonly holders: { find(asker: Asker): Promise<Holder | null> },
    private readonly clock: Clock,
  ) {}

  /** @throws Refused duplicate-download */
  async initiate(request: InitiationRequest): Promise<Requested> {
    return { ...(await this.initiation.initiate(request)), joinId: null };
  }

  /**
   * Joins what has the same item already, in whichever client.
   * @returns null where there is nothing to join
   */
  async joinHolder(request: InitiationRequest): Promise<Requested | null> {
    const asker = askerOf(request);
    const holder = await this.holders.find(asker);
    if (!holder) return null;
    const { downloadId, stream, joinId } = holder;
    if (joinId) return { downloadId, stream, joinId, position: null, begun: null };
    return this.join(request, downloadId, stream);
  }

  /**
   * What is in the way may end before it is joined: then the way is clear, or something else is in it.
   * @throws Refused duplicate-download, where it is being cancelled and takes its time
   */
  async initiateOrJoin(request: InitiationRequest): Promise<Requested> {
    for (let round = 0; ; round++) {
      try {
        return await this.initiate(request);
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'duplicate-download') throw error;
        const { existing, existingStream } = error.details;
        const joined = existing && existingStream ? await this.join(request, existing, existingStream) : null;
        if (joined) return joined;
        const pause = PAUSES_MS[round];
        if (pause === undefined) throw error;
        await this.clock.pause(pause);
      }
    }
  }

  /** @returns null where it cannot be joined any more */
  private async join(request: InitiationRequest, downloadId: string, stream: string): Promise<Requested | null> {
    const { itemKey, title, category } = request.attempt;
    const joinId = joinIdOf(askerOf(request));
    const command = new JoinDownload(
      downloadId,
      joinId,
      { itemKey, title, category },
      causeOfJoin(downloadId, request),
    );
    try {
      return { ...(await this.runner.run(command, stream)), joinId, begun: null };
    } catch (error) {
      if (error instanceof Refused && error.code === 'not-active') return null;
      throw error;
    }
  }
}

const askerOf = ({ attempt: { category, itemKey }, cause: { actor } }: InitiationRequest): Asker => {
  return { actor, category, itemKey };
};

/** A command of its own, one for each download: the request may come to join another when it is repeated. */
const causeOfJoin = (downloadId: string, { cause: { commandId, ...cause } }: InitiationRequest): Cause => {
  return { ...cause, commandId: uuidV5(`join ${downloadId}`, commandId), causationId: commandId };
};
