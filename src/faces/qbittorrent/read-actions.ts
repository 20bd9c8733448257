import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListFiles } from '../../downloads/queries/list-files.js';
import { type Actions, type Call, read } from './action.js';
import { json, notFound } from './answer.js';
import { type FaceTorrent } from './face-torrent.js';
import { Labels } from './labels.js';
import { type Parameters } from './parameters.js';
import { ShownTorrents } from './shown-torrents.js';
import { select, type Selection } from './translate/select.js';
import { torrentFiles, TRACKERS } from './translate/torrent-details.js';
import { Torrents } from './torrents.js';

/** What `torrents/…` tells. */
@Injectable()
export class ReadActions {
  constructor(
    private readonly shown: ShownTorrents,
    private readonly torrents: Torrents,
    private readonly labels: Labels,
    private readonly queries: QueryBus,
  ) {}

  readonly actions: Actions = {
    'torrents/info': read(async ({ parameters, caller }) => {
      const infos = await this.shown.infos(caller, parameters.hashes());
      return json(select(infos, selectionOf(parameters)));
    }),
    'torrents/properties': read(async (call) => json(await this.shown.properties(await this.one(call)))),
    'torrents/files': read(async (call) => {
      const torrent = await this.one(call);
      const files = await this.queries.execute(new ListFiles(torrent.download.id));
      const { save_path: folder } = await this.shown.properties(torrent);
      return json(torrentFiles(files, folder));
    }),
    'torrents/trackers': read(async (call) => {
      await this.one(call);
      return json(TRACKERS);
    }),
    'torrents/webseeds': read(async (call) => {
      await this.one(call);
      return json([]);
    }),
    'torrents/pieceStates': read(async (call) => {
      await this.one(call);
      return json([]);
    }),
    'torrents/pieceHashes': read(async (call) => {
      await this.one(call);
      return json([]);
    }),
    'torrents/categories': read(async ({ caller }) => json(await this.labels.categories(caller.name))),
    'torrents/tags': read(async ({ caller }) => json(await this.labels.tags(caller.name))),
    'torrents/downloadLimit': read(unlimited),
    'torrents/uploadLimit': read(unlimited),
  };

  /** @throws FaceRefusal 400, 404 */
  private async one({ parameters, caller }: Call): Promise<FaceTorrent> {
    const torrent = await this.torrents.find(caller, parameters.require('hash'));
    if (!torrent) throw notFound();
    return torrent;
  }
}

const unlimited = ({ parameters }: Call) =>
  json(Object.fromEntries((parameters.hashes() ?? []).map((hash) => [hash, 0])));

const selectionOf = (parameters: Parameters): Selection => ({
  filter: parameters.get('filter'),
  category: parameters.get('category'),
  tag: parameters.get('tag'),
  sort: parameters.get('sort'),
  reverse: parameters.flag('reverse') ?? false,
  limit: parameters.number('limit'),
  offset: parameters.number('offset'),
});
