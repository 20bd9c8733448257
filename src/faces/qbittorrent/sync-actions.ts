import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Principal } from '../../http/auth/principal.js';
import { type Actions, read } from './action.js';
import { type Answer, json } from './answer.js';
import { Labels } from './labels.js';
import { ShownTorrents } from './shown-torrents.js';
import { fullUpdate, type MainData, partialUpdate } from './translate/maindata.js';
import { serverState, transferInfo } from './translate/transfer.js';

/** Rows of earlier answers that are remembered, of all callers together. */
const MOST_ROWS = 100_000;

/** `sync/…` and `transfer/info`: what callers look at again and again. */
@Injectable()
export class SyncActions {
  /** By key and number. One that is not here any more, or of another instance, is answered in full. */
  private readonly told = new LRUCache<string, MainData>({
    maxSize: MOST_ROWS,
    sizeCalculation: ({ torrents }) => Object.keys(torrents).length + 1,
  });
  private newest = 0;

  constructor(
    private readonly torrents: ShownTorrents,
    private readonly labels: Labels,
  ) {}

  readonly actions: Actions = {
    'sync/maindata': read(({ parameters, caller }) => this.mainData(parameters.number('rid') ?? 0, caller)),
    'sync/torrentPeers': read(({ parameters }) =>
      json({ full_update: true, peers: {}, rid: (parameters.number('rid') ?? 0) + 1, show_flags: true }),
    ),
    'transfer/info': read(async ({ caller }) => json(transferInfo(await this.torrents.infos(caller)))),
  };

  private async mainData(rid: number, caller: Principal): Promise<Answer> {
    const data = await this.look(caller);
    const before = this.told.get(`${caller.name} ${rid}`);
    const next = ++this.newest;
    this.told.set(`${caller.name} ${next}`, data);
    return json(before ? partialUpdate(next, before, data) : fullUpdate(next, data));
  }

  private async look(caller: Principal): Promise<MainData> {
    const [infos, categories, tags] = await Promise.all([
      this.torrents.infos(caller),
      this.labels.categories(caller.name),
      this.labels.tags(caller.name),
    ]);
    const torrents = Object.fromEntries(infos.map(({ hash, ...info }) => [hash, info]));
    return { torrents, categories, tags, server_state: serverState(infos) };
  }
}
