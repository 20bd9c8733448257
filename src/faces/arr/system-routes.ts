import { release } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import { type Settings } from '../../config/settings.js';
import { json, notFound } from './answer.js';
import { VERSION } from './authentication.js';
import { GivenCommands } from './commands.js';
import { type Routes } from './route.js';
import { instant } from './translate/time.js';

/** What the service says of itself. */
@Injectable()
export class SystemRoutes {
  private readonly commands = new GivenCommands();
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000);

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  readonly routes: Routes = {
    'GET system/status': () => json(this.status()),
    'POST command': ({ body }) => json(this.commands.give(body), 201),
    'GET command': () => json(this.commands.all()),
    'GET command/{id}': ({ ids }) => {
      const command = this.commands.find(ids[0]!);
      if (!command) throw notFound();
      return json(command);
    },
  };

  /** Callers look for a Sonarr by its name, and tell several of them apart by the one of the instance. */
  private status() {
    const { platform, versions } = process;
    const [isLinux, isOsx, isWindows] = [platform === 'linux', platform === 'darwin', platform === 'win32'];
    return {
      appName: 'Sonarr',
      instanceName: 'Ledgarr',
      version: VERSION,
      buildTime: instant(this.startedAt),
      ...{ isDebug: false, isProduction: true, isAdmin: false, isUserInteractive: false },
      startupPath: this.settings.dataDir,
      appData: this.settings.dataDir,
      osName: platform,
      osVersion: release(),
      ...{ isNetCore: true, isLinux, isOsx, isWindows, isDocker: false, isContainerized: false },
      ...{ mode: 'console', branch: 'main', authentication: 'external', migrationVersion: 0, urlBase: '' },
      ...{ runtimeVersion: versions.node, runtimeName: 'Node.js' },
      startTime: instant(this.startedAt),
      packageUpdateMechanism: 'external',
      databaseVersion: '',
      databaseType: 'postgreSQL',
    };
  }
}
