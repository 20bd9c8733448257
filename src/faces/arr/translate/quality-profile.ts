import { QUALITIES } from './quality.js';

/** The one that there is: whatever is asked for is taken. */
export const QUALITY_PROFILE = {
  name: 'Any',
  upgradeAllowed: false,
  cutoff: 1,
  items: QUALITIES.map((quality) => ({ quality, items: [], allowed: true })),
  minFormatScore: 0,
  cutoffFormatScore: 0,
  formatItems: [],
  id: 1,
};
