import { type Protocol } from '../releases/release.js';
import { type PathMapping } from './path-mapping.js';
import { type Capability, type ClientType, type ConnectionSettings, type DownloadClient } from './download-client.js';

/** What every client of a type takes and can do, also one that cannot be opened. */
export type ClientTraits = { readonly protocols: readonly Protocol[]; readonly capabilities: readonly Capability[] };

/**
 * One field of the form that sets up a client of this type. `name` is the one of the API; a name that no client has else is
 * a setting of this type alone, and arrives in `options`.
 */
export type SettingField = {
  name: string;
  label: string;
  kind: 'url' | 'text' | 'secret' | 'number' | 'boolean' | 'folder';
  required: boolean;
  help: string;
};

/** What is known of a configured client, or of one that is to be tried. `pathMappings`: how this machine sees what it has. */
export type OpenSettings = ConnectionSettings & { id?: string; pathMappings?: readonly PathMapping[] };

/** A kind of download client: what it is called, what it can do, what has to be known of it, and its adapter. */
export type ClientTypeDefinition = ClientTraits & {
  readonly type: ClientType;
  readonly label: string;
  /** Of addresses, as `http`. The first is the usual one. */
  readonly schemes: readonly string[];
  readonly fields: readonly SettingField[];
  /** Calls nothing yet. @param settings their address has been judged, and holds no user */
  open(settings: OpenSettings): DownloadClient;
};
