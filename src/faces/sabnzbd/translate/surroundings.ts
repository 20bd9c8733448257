/** The version told: its words are those of the recordings that the face is held to. */
export const VERSION = '3.7.1';

/** What stands in `queue` and `fullstatus` alike. Disks are not asked in a poll, and there is no quota here. */
export const SURROUNDINGS = {
  version: VERSION,
  paused: false,
  pause_int: '0',
  paused_all: false,
  diskspace1: '0.00',
  diskspace2: '0.00',
  diskspace1_norm: '0.0 G',
  diskspace2_norm: '0.0 G',
  diskspacetotal1: '0.00',
  diskspacetotal2: '0.00',
  speedlimit: '0',
  speedlimit_abs: '0',
  have_warnings: '0',
  finishaction: null,
  quota: '0 ',
  have_quota: false,
  left_quota: '0 ',
  cache_art: '0',
  cache_size: '0 B',
};
