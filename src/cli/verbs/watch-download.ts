import { type DownloadView } from '../../downloads/queries/download-view.js';
import { bytes, duration, speed } from '../format/figures.js';
import { say } from '../format/terminal.js';
import { interruptible } from '../interrupted.js';
import { progressBar } from '../progress-bar.js';
import { liveMessages } from '../service/live-messages.js';
import { QueueState } from '../service/queue-state.js';
import { type Service } from '../service/service.js';

const FORMAT = '{bar} {percentage} %  {done} of {size}  {speed}  {left} left';

/** Follows a download until it has ended: in words, and with a bar as soon as there is something to show. */
export async function watchDownload(service: Service, { id }: DownloadView, quiet: boolean): Promise<DownloadView> {
  const ended = new AbortController();
  const follow = follows(service, id, quiet ? () => undefined : shower(), ended.signal);
  await interruptible((interruption) => Promise.race([follow, interruption])).finally(() => ended.abort());
  return service.get<DownloadView>(`/downloads/${id}`);
}

type Show = (download: DownloadView | null) => void;

async function follows(service: Service, id: string, show: Show, signal: AbortSignal): Promise<void> {
  const queue = new QueueState();
  try {
    for await (const { event, data } of liveMessages(service, signal)) {
      queue.apply(event, data);
      if (!queue.isReady) continue;
      const row = queue.rows.get(id);
      if (!row) return;
      show(row);
    }
  } finally {
    show(null);
  }
}

/** null ends it. */
function shower(): Show {
  const bar = progressBar(FORMAT);
  let [status, hasBegun] = ['', false];
  return (download) => {
    if (download === null) return hasBegun && bar.stop();
    const { progress, sizeBytes, downloadedBytes, downloadSpeed, etaSeconds } = download;
    const hasFigures = progress > 0 && sizeBytes !== null;
    if (!hasFigures && download.status !== status) say(download.message ?? download.status);
    status = download.status;
    if (!hasFigures) return;
    const shown = { done: bytes(downloadedBytes), size: bytes(sizeBytes), speed: speed(downloadSpeed), left: duration(etaSeconds) }; // prettier-ignore
    if (!hasBegun) bar.start(1, 0, shown);
    hasBegun = true;
    bar.update(progress, shown);
  };
}
