import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../database/database.module.js';
import { DownloadsApiModule } from '../../downloads/api/downloads-api.module.js';
import { Authenticator } from '../../http/auth/authenticator.js';
import { AUTHENTICATIONS } from '../../http/http.module.js';
import { type Authentications } from '../../http/server/authentications.js';
import { DownloadFolder } from '../download-folder.js';
import { AddJobs } from './add-jobs.js';
import { SABNZBD, sabnzbdAuthentication } from './authentication.js';
import { ChangeJobs } from './change-jobs.js';
import { Jobs } from './jobs.js';
import { Modes } from './modes.js';
import { SabnzbdController } from './sabnzbd.controller.js';

const SIGN_IN = Symbol('SABnzbd sign-in');

/** SABnzbd, as other programs know it. */
@Module({
  imports: [DatabaseModule, DownloadsApiModule],
  controllers: [SabnzbdController],
  providers: [
    {
      provide: SIGN_IN,
      inject: [AUTHENTICATIONS, Authenticator],
      useFactory: (ways: Authentications, authenticator: Authenticator) =>
        ways.add(SABNZBD, sabnzbdAuthentication(authenticator)),
    },
    AddJobs,
    ChangeJobs,
    DownloadFolder,
    Jobs,
    Modes,
  ],
})
export class SabnzbdFaceModule {}
