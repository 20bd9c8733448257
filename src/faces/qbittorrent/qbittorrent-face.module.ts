import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../database/database.module.js';
import { DownloadsApiModule } from '../../downloads/api/downloads-api.module.js';
import { Authenticator } from '../../http/auth/authenticator.js';
import { Sessions } from '../../http/auth/sessions.js';
import { AUTHENTICATIONS } from '../../http/http.module.js';
import { type Authentications } from '../../http/server/authentications.js';
import { AddTorrents } from './add-torrents.js';
import { AppActions } from './app-actions.js';
import { QBITTORRENT, qbittorrentAuthentication } from './authentication.js';
import { ChangeActions } from './change-actions.js';
import { ChangeTorrents } from './change-torrents.js';
import { DownloadFolder } from '../download-folder.js';
import { Labels } from './labels.js';
import { LatePauses } from './late-pauses.js';
import { LoginController } from './login.controller.js';
import { QbittorrentController } from './qbittorrent.controller.js';
import { ReadActions } from './read-actions.js';
import { RunTorrents } from './run-torrents.js';
import { ShownTorrents } from './shown-torrents.js';
import { SyncActions } from './sync-actions.js';
import { TorrentNotes } from './torrent-notes.js';
import { Torrents } from './torrents.js';
import { WantedPauses } from './wanted-pauses.js';

const SIGN_IN = Symbol('qBittorrent sign-in');

/** qBittorrent, as other programs know it. */
@Module({
  imports: [DatabaseModule, DownloadsApiModule],
  controllers: [LoginController, QbittorrentController],
  providers: [
    {
      provide: SIGN_IN,
      inject: [AUTHENTICATIONS, Authenticator, Sessions],
      useFactory: (ways: Authentications, authenticator: Authenticator, sessions: Sessions) =>
        ways.add(QBITTORRENT, qbittorrentAuthentication(authenticator, sessions)),
    },
    AddTorrents,
    AppActions,
    ChangeActions,
    ChangeTorrents,
    DownloadFolder,
    Labels,
    LatePauses,
    ReadActions,
    RunTorrents,
    ShownTorrents,
    SyncActions,
    TorrentNotes,
    Torrents,
    WantedPauses,
  ],
})
export class QbittorrentFaceModule {}
