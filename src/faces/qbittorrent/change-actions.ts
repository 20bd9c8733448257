import { Injectable } from '@nestjs/common';
import { type Actions, type Call, change, nothing } from './action.js';
import { AddTorrents } from './add-torrents.js';
import { ChangeTorrents } from './change-torrents.js';
import { Labels } from './labels.js';
import { type Parameters } from './parameters.js';
import { RunTorrents } from './run-torrents.js';

/** What neither this service nor its clients can do for one torrent: taken, and nothing comes of it. */
const NOTHING = [
  ...['topPrio', 'bottomPrio', 'increasePrio', 'decreasePrio', 'recheck', 'reannounce', 'filePrio', 'setLocation'],
  ...['setDownloadLimit', 'setUploadLimit', 'setAutoManagement', 'setAutoTMM', 'setSuperSeeding', 'setDownloadPath'],
  ...['toggleSequentialDownload', 'toggleFirstLastPiecePrio', 'rename', 'renameFile', 'renameFolder', 'setSavePath'],
  ...['addTrackers', 'editTracker', 'removeTrackers', 'addPeers'],
];

/** What `torrents/…` changes. */
@Injectable()
export class ChangeActions {
  constructor(
    private readonly adding: AddTorrents,
    private readonly torrents: ChangeTorrents,
    private readonly running: RunTorrents,
    private readonly labels: Labels,
  ) {}

  readonly actions: Actions = {
    ...Object.fromEntries(NOTHING.map((name) => [`torrents/${name}`, nothing()])),
    'torrents/add': { changes: true, run: ({ parameters, caller }) => this.adding.add(parameters, caller) },
    'torrents/delete': change(({ parameters, caller }) =>
      this.torrents.delete(parameters.requireHashes(), parameters.flag('deleteFiles') ?? false, caller),
    ),
    ...this.both('pause', 'stop', (call) => this.run('pause', call)),
    ...this.both('resume', 'start', (call) => this.run('resume', call)),
    'torrents/setForceStart': change(({ parameters, caller }) => {
      const forceStart = parameters.flag('value') ?? false;
      return this.torrents.say(parameters.requireHashes(), { forceStart }, caller);
    }),
    'torrents/setShareLimits': change(({ parameters, caller }) =>
      this.torrents.say(parameters.requireHashes(), limitsOf(parameters), caller),
    ),
    'torrents/setCategory': change(({ parameters, caller }) =>
      this.torrents.setCategory(parameters.requireHashes(), parameters.require('category'), caller),
    ),
    'torrents/addTags': change(({ parameters, caller }) =>
      this.torrents.addTags(parameters.requireHashes(), parameters.list('tags'), caller),
    ),
    'torrents/removeTags': change(({ parameters, caller }) =>
      this.torrents.removeTags(parameters.requireHashes(), parameters.list('tags'), caller),
    ),
    'torrents/createTags': change(({ parameters, caller }) =>
      this.labels.createTags(caller.name, parameters.list('tags')),
    ),
    'torrents/deleteTags': change(({ parameters, caller }) =>
      this.labels.deleteTags(caller.name, parameters.list('tags')),
    ),
    'torrents/createCategory': change(({ parameters, caller }) =>
      this.labels.createCategory(caller.name, parameters.require('category').trim(), savePathOf(parameters)),
    ),
    'torrents/editCategory': change(({ parameters, caller }) =>
      this.labels.editCategory(caller.name, parameters.require('category').trim(), savePathOf(parameters)),
    ),
    'torrents/removeCategories': change(({ parameters, caller }) =>
      this.labels.removeCategories(caller.name, linesOf(parameters.require('categories'))),
    ),
  };

  /** One action by its names of old and new. */
  private both(old: string, now: string, run: (call: Call) => unknown): Actions {
    return { [`torrents/${old}`]: change(run), [`torrents/${now}`]: change(run) };
  }

  private async run(what: 'pause' | 'resume', { parameters, caller }: Call): Promise<void> {
    for (const torrent of await this.torrents.changeable(parameters.requireHashes(), caller))
      await this.running[what](torrent, caller);
  }
}

const savePathOf = (parameters: Parameters): string => parameters.get('savePath') ?? '';

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());

/** -2: as was asked for with the request. */
function limitsOf(parameters: Parameters) {
  const said = (name: string) => {
    const limit = parameters.number(name) ?? -2;
    return limit <= -2 ? null : Math.max(limit, -1);
  };
  const seedingTimeLimit = said('seedingTimeLimit');
  return {
    ratioLimit: said('ratioLimit'),
    seedingTimeLimit: seedingTimeLimit && Math.min(Math.round(seedingTimeLimit), 5_256_000),
  };
}
