import { Injectable } from '@nestjs/common';
import { type Actions, nothing, read } from './action.js';
import { json, text } from './answer.js';
import { DownloadFolder } from '../download-folder.js';
import { preferences } from './preferences.js';

/** Told to all: 2.11 changes the words that callers use, and 2.14 the login. */
const WEB_API_VERSION = '2.8.19';
const VERSION = 'v4.5.2';
const BUILD = { bitness: 64, boost: '1.74.0', libtorrent: '2.0.8.0', openssl: '3.0.0', qt: '5.15.8', zlib: '1.2.13' };

/** `app/…`, `transfer/…` and what else tells of the program itself. */
@Injectable()
export class AppActions {
  constructor(private readonly folder: DownloadFolder) {}

  readonly actions: Actions = {
    'app/version': read(() => text(VERSION)),
    'app/webapiVersion': read(() => text(WEB_API_VERSION)),
    'app/buildInfo': read(() => json(BUILD)),
    'app/preferences': read(async () => json(preferences(await this.folder.path('torrent')))),
    'app/setPreferences': nothing(),
    'app/defaultSavePath': read(async () => text(await this.folder.path('torrent'))),
    'app/networkInterfaceList': read(() => json([])),
    'transfer/speedLimitsMode': read(() => text('0')),
    'transfer/toggleSpeedLimitsMode': nothing(),
    'transfer/setSpeedLimitsMode': nothing(),
    'transfer/downloadLimit': read(() => text('0')),
    'transfer/uploadLimit': read(() => text('0')),
    'transfer/setDownloadLimit': nothing(),
    'transfer/setUploadLimit': nothing(),
    'transfer/banPeers': nothing(),
    'log/main': read(() => json([])),
    'log/peers': read(() => json([])),
    'rss/items': read(() => json({})),
    'rss/rules': read(() => json({})),
    'search/plugins': read(() => json([])),
  };
}
