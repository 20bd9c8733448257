import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { type Face, type Settings } from '../config/settings.js';
import { ArrFaceModule } from './arr/arr-face.module.js';
import { QbittorrentFaceModule } from './qbittorrent/qbittorrent-face.module.js';
import { SabnzbdFaceModule } from './sabnzbd/sabnzbd-face.module.js';

const MODULES: Record<Face, Type> = {
  qbittorrent: QbittorrentFaceModule,
  sabnzbd: SabnzbdFaceModule,
  sonarr: ArrFaceModule,
};

/** Other programs that this service can be taken for, each below a path of its own. */
@Module({})
export class FacesModule {
  /** @param faces those that are switched on */
  static with({ faces }: Pick<Settings, 'faces'>): DynamicModule {
    return { module: FacesModule, imports: faces.map((face) => MODULES[face]) };
  }
}
