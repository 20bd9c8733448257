import { MISC, NOTIFICATIONS } from './settings-as-told.js';
import { SURROUNDINGS } from './surroundings.js';

/** What searchers look for, whatever they are set to; a name that is not among them is taken all the same. */
const USUAL = ['movies', 'tv', 'audio', 'music', 'books', 'software'];

/** @param used those in which the caller has asked, and those of its key. @returns `*` first, each once */
export const categoryNames = (used: readonly string[]): string[] => [...new Set(['*', ...USUAL, ...used])];

const SERVER = {
  name: 'ledgarr',
  displayname: 'Ledgarr',
  host: 'localhost',
  port: 119,
  timeout: 60,
  username: '',
  password: '',
  connections: 1,
  ssl: 0,
  ssl_verify: 2,
  ssl_ciphers: '',
  enable: 1,
  required: 0,
  optional: 0,
  retention: 0,
  expire_date: '',
  quota: '',
  usage_at_start: 0,
  send_group: 0,
  priority: 0,
  notes: '',
};

/** `get_config`. @param folder where downloads are put, absolute */
export function configAnswer(categories: readonly string[], folder: string) {
  const entry = (name: string, order: number) => ({
    name,
    order,
    pp: name === '*' ? '3' : '',
    script: name === '*' ? 'None' : 'Default',
    dir: '',
    newzbin: '',
    priority: name === '*' ? 0 : -100,
  });
  return {
    config: {
      misc: { ...MISC, complete_dir: folder },
      ...NOTIFICATIONS,
      categories: categories.map(entry),
      servers: [SERVER],
    },
  };
}

/** `fullstatus`. Of the machine it tells nothing. @param uptime seconds */
export function fullStatusAnswer(folder: string, uptime: number) {
  const { finishaction, ...rest } = SURROUNDINGS;
  return {
    status: {
      uptime: `${Math.floor(uptime / 60)}m`,
      color_scheme: 'Auto',
      helpuri: '',
      pid: 0,
      active_lang: 'en',
      rtl: false,
      my_lcldata: '',
      my_home: '',
      webdir: '',
      url_base: '/sabnzbd',
      windows: false,
      macos: false,
      power_options: false,
      pp_pause_event: false,
      apikey: '',
      new_release: null,
      new_rel_url: null,
      ...rest,
      finishaction,
      logfile: '',
      weblogfile: null,
      loglevel: '1',
      folders: [],
      configfn: '',
      warnings: [],
      delayed_decoder: 0,
      delayed_assembler: 0,
      loadavg: '',
      pystone: 0,
      downloaddir: folder,
      downloaddirspeed: 0,
      completedir: folder,
      completedirspeed: 0,
      internetbandwidth: 0,
      servers: [],
    },
  };
}

/** `server_stats`: articles are counted by the clients behind. */
export const serverStatsAnswer = () => {
  const bytes = { total: 0, month: 0, week: 0, day: 0 };
  return { ...bytes, servers: { ledgarr: { ...bytes, daily: {}, articles_tried: {}, articles_success: {} } } };
};
