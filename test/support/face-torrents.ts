import { type PresentDownload } from '../../src/downloads/queries/present-download.js';
import { type FaceTorrent } from '../../src/faces/qbittorrent/face-torrent.js';

const INITIATED = new Date('2026-11-25T12:00:00Z');

/** A download under way, seen a moment ago. */
export const presentDownload = (more: Partial<PresentDownload> = {}): PresentDownload => ({
  id: '00000000-0000-4000-8000-000000000001',
  itemKey: 'a'.repeat(40),
  downloadClientId: 'a'.repeat(40),
  title: 'Show.S01E01.720p',
  protocol: 'torrent',
  category: 'tv',
  downloadClient: 'nas',
  indexer: null,
  content: null,
  askers: 1,
  initiatedAt: INITIATED,
  endedAt: null,
  status: 'queued',
  isLeaving: false,
  itemStatus: 'downloading',
  isUnseen: false,
  observedAt: INITIATED,
  sizeBytes: 1_000,
  downloadedBytes: 250,
  progress: 0.25,
  downloadSpeed: 10,
  uploadSpeed: 1,
  etaSeconds: 75,
  ratio: 0.1,
  peers: 3,
  message: null,
  outputPath: null,
  seedingSeconds: null,
  seedGoal: null,
  seedGoalReached: null,
  ...more,
});

/** One that has completed and is seeding. */
export const completedDownload = (more: Partial<PresentDownload> = {}): PresentDownload =>
  presentDownload({
    status: 'completed',
    itemStatus: 'complete',
    endedAt: new Date('2026-11-25T13:00:00Z'),
    outputPath: '/dl/tv/Show.S01E01.720p.mkv',
    downloadedBytes: 1_000,
    progress: 1,
    ...more,
  });

export const faceTorrent = (download: PresentDownload, more: Partial<FaceTorrent> = {}): FaceTorrent => ({
  hash: download.itemKey,
  name: download.title,
  download,
  category: 'tv',
  tags: [],
  forceStart: false,
  ratioLimit: null,
  seedingTimeLimit: null,
  joinId: download.id,
  isLastAsker: true,
  isPauseWanted: false,
  ...more,
});

export const SURROUNDINGS = { folder: '/dl', position: 1, now: new Date('2026-11-25T12:01:30Z') };
