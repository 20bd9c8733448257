import { ClientUnavailable } from '../client-errors.js';
import { callSettings, originOf, send, type Answer, type CallSettings } from '../http.js';
import { malformed, sabnzbdProblem } from './sabnzbd-problem.js';

/** A job of the queue, as `mode=queue` of 3.0 to 4.5 gives it. Figures are text. */
export type QueueSlot = {
  nzo_id: string;
  filename: string;
  status: string;
  priority: string;
  cat: string;
  mb: string;
  mbleft: string;
  mbmissing?: string;
  timeleft: string;
  labels?: readonly string[];
};

/** `paused`: by a person or by the schedule. Disk space in GiB: of the incomplete folder, of the complete one. */
export type Queue = {
  paused: boolean;
  kbpersec: string;
  diskspace1?: string;
  diskspace2?: string;
  slots: readonly QueueSlot[];
};

/** A job that is being processed, or has ended. `completed`: seconds since 1970. */
export type HistorySlot = {
  nzo_id: string;
  name: string;
  nzb_name: string;
  status: string;
  category: string;
  storage: string;
  bytes: number;
  fail_message: string;
  completed: number;
  /** Processed just now: such a one may be listed a second time, as it will be in the history. */
  loaded?: boolean;
  md5sum?: string | null;
  stage_log?: readonly { name: string; actions: readonly string[] }[];
};
export type History = { slots: readonly HistorySlot[]; noofslots: number };

/** A file of a job in the queue. `bytes`: of its articles. */
export type JobFile = { filename: string; bytes: string };

export type Misc = { complete_dir?: string; history_retention?: string; history_retention_option?: string; pre_script?: string }; // prettier-ignore

type Parameters = Readonly<Record<string, string>>;

const UPLOAD_LIMIT_MS = 60_000;

/** SABnzbd's API of 3.0 and later: https://sabnzbd.org/wiki/configuration/3.7/api. The key travels in the body, out of all logs. */
export class SabnzbdApi {
  readonly #url: string;

  constructor(private readonly settings: CallSettings & { url: string; apiKey: string | null }) {
    this.#url = apiAddress(settings.url);
  }

  async queue(): Promise<Queue> {
    const { queue } = await this.#call<{ queue?: Queue }>('queue');
    if (!Array.isArray(queue?.slots) || !queue.slots.every(isJob)) throw malformed(this.#url);
    return queue;
  }

  /** Newest first. Without parameters as many as SABnzbd thinks fit. */
  async history(parameters: Parameters = {}): Promise<History> {
    const { history } = await this.#call<{ history?: History }>('history', parameters);
    if (!Array.isArray(history?.slots) || !history.slots.every(isJob)) throw malformed(this.#url);
    return history;
  }

  /** Of a job in the queue; none for any other. */
  async files(id: string): Promise<readonly JobFile[]> {
    const { files } = await this.#call<{ files?: unknown }>('get_files', { value: id });
    return Array.isArray(files) ? (files as JobFile[]) : [];
  }

  /** @returns the ids of the jobs that it has made; none where it did not take the file */
  async addFile(file: Uint8Array, fileName: string, parameters: Parameters): Promise<readonly string[]> {
    const form = this.#form(new FormData(), 'addfile', parameters);
    form.set('name', new Blob([file], { type: 'application/x-nzb' }), fileName);
    const options = callSettings(this.settings, UPLOAD_LIMIT_MS);
    const answer = await send(this.#url, { method: 'POST', headers: {}, body: form, ...options });
    const { nzo_ids: ids } = this.#read<{ nzo_ids?: unknown }>(answer);
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  }

  /** @returns whether it had such a job; true also for a job that it does not know, but for `delete` */
  async act(name: 'pause' | 'resume' | 'delete', id: string, more: Parameters = {}): Promise<boolean> {
    const { status } = await this.#call<{ status?: boolean }>('queue', { name, value: id, ...more });
    return status === true;
  }

  async deleteFromHistory(id: string, delFiles: boolean): Promise<void> {
    // Later versions only move it to their archive, unless they are told not to.
    await this.#call('history', { name: 'delete', value: id, del_files: delFiles ? '1' : '0', archive: '0' });
  }

  async cancelProcessing(id: string): Promise<void> {
    await this.#call('cancel_pp', { value: id });
  }

  async version(): Promise<string> {
    const { version } = await this.#call<{ version?: unknown }>('version');
    if (typeof version !== 'string') throw malformed(this.#url);
    return version;
  }

  async categories(): Promise<readonly string[]> {
    const { categories } = await this.#call<{ categories?: unknown }>('get_cats');
    return Array.isArray(categories) ? (categories as string[]) : [];
  }

  /** Where it puts what is finished, the common one first. */
  async completeFolders(): Promise<string[]> {
    const { status } = await this.#call<{ status?: { completedir?: string } }>('fullstatus', { skip_dashboard: '1' });
    const { config } = await this.#call<{ config?: { categories?: readonly { dir?: string }[] } }>('get_config', {
      section: 'categories',
    });
    const own = (config?.categories ?? []).flatMap(({ dir = '' }) => (/^(\/|[A-Za-z]:\\)/.test(dir) ? [dir] : []));
    return [status?.completedir ?? '', ...own].filter((folder) => folder !== '');
  }

  async misc(): Promise<Misc> {
    const { config } = await this.#call<{ config?: { misc?: Misc } }>('get_config', { section: 'misc' });
    return config?.misc ?? {};
  }

  async #call<T>(mode: string, parameters: Parameters = {}): Promise<T> {
    const body = this.#form(new URLSearchParams(), mode, parameters).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#read<T>(await send(this.#url, { method: 'POST', headers, body, ...callSettings(this.settings) }));
  }

  #form<T extends { set(name: string, value: string): void }>(form: T, mode: string, parameters: Parameters): T {
    const all = { mode, output: 'json', apikey: this.settings.apiKey ?? '', ...parameters };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    return form;
  }

  #read<T>(answer: Answer): T {
    const problem = sabnzbdProblem(this.#url, answer);
    if (problem !== null) throw problem;
    const parsed = parse(answer.body);
    if (answer.status !== 200 || parsed === null)
      throw new ClientUnavailable(
        `${originOf(this.#url)} does not answer as SABnzbd does (status ${answer.status}): is the path right?`,
      );
    return parsed as T;
  }
}

/** One without its id would seem to be missing, and its row would be taken for gone. */
const isJob = (slot: unknown): boolean => typeof (slot as { nzo_id?: unknown } | null)?.nzo_id === 'string';

/** People give the address of the page or of the API. It answers at its root and under `/sabnzbd`. */
function apiAddress(url: string): string {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, '');
  parsed.pathname = path.endsWith('/api') ? path : `${path}/api`;
  parsed.search = parsed.hash = '';
  return parsed.href;
}

function parse(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null; // not JSON, so not SABnzbd: told by the caller
  }
}
