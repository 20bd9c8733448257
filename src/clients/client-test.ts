import { type ConfiguredClient } from '../download-clients/configured-client.js';
import {
  ClientRefused,
  ClientUnavailable,
  type Concern,
  type DownloadClient,
  type Tested,
} from '../download-clients/download-client.js';
import { localPath } from '../download-clients/path-mapping.js';
import { withoutSecrets } from '../text/without-secrets.js';

export const TEST_STEPS = ['reach', 'sign-in', 'version', 'category', 'folder'] as const;

export type TestStep = {
  step: (typeof TEST_STEPS)[number];
  ok: boolean;
  problem: string | null;
  remedy: string | null;
};

/**
 * @property ok it answers, and lets Ledgarr in
 * @property problem why it does not
 * @property steps as far as they could be gone: after one that keeps the client from being used there is none
 */
export type ClientTest = { ok: boolean; version: string | null; problem: string | null; steps: TestStep[] };

type Parts = { adapter: DownloadClient; isVisible: (folder: string) => Promise<boolean> };

/** Tries a client, step by step. @throws whatever is no fault of the client */
export async function testClient(client: ConfiguredClient, { adapter, isVisible }: Parts): Promise<ClientTest> {
  try {
    const tested = await adapter.test();
    const concerns = [...(tested.concerns ?? []), ...categoryConcerns(client, adapter), ...(await folderConcerns(client, tested, isVisible))]; // prettier-ignore
    const { version } = tested;
    return { ok: true, version, problem: null, steps: TEST_STEPS.map((step) => stepOf(step, concerns)) };
  } catch (error) {
    if (!(error instanceof ClientUnavailable || error instanceof ClientRefused)) throw error;
    const problem = plain(error.message);
    return { ok: false, version: null, problem, steps: stepsUntil(error) };
  }
}

function stepOf(step: TestStep['step'], concerns: readonly Concern[]): TestStep {
  const [concern] = concerns.filter((each) => each.step === step);
  return { step, ok: !concern, problem: concern?.problem ?? null, remedy: concern?.remedy ?? null };
}

function stepsUntil(error: ClientUnavailable | ClientRefused): TestStep[] {
  const isUnavailable = error instanceof ClientUnavailable;
  const problem = plain(isUnavailable ? error.problem : error.message);
  const remedy = isUnavailable ? plain(error.remedy) : null;
  const failed = (step: TestStep['step']): TestStep => ({ step, ok: false, problem, remedy });
  const passed = (step: TestStep['step']): TestStep => ({ step, ok: true, problem: null, remedy: null });
  if (!isUnavailable) return [passed('reach'), passed('sign-in'), failed('version')];
  const letsNobodyIn = error.kind === 'authentication' || error.kind === 'locked-out';
  return letsNobodyIn ? [passed('reach'), failed('sign-in')] : [failed('reach')];
}

function categoryConcerns({ category, categories }: ConfiguredClient, { capabilities }: DownloadClient): Concern[] {
  const wanted = [category, categories.movie, categories.series].filter((each) => each !== null);
  if (wanted.length === 0 || capabilities.includes('category')) return [];
  const problem = `The client knows no categories: ${wanted.join(', ')} is not passed on.`;
  return [{ step: 'category', problem, remedy: 'Leave the category empty.' }];
}

/** What it downloads has to be seen from here, under the path that it has here. */
async function folderConcerns(
  client: ConfiguredClient,
  tested: Tested,
  isVisible: Parts['isVisible'],
): Promise<Concern[]> {
  const remote = client.downloadDir ?? tested.downloadDir ?? null;
  if (remote === null) return [];
  const local = localPath(client, remote);
  if (await isVisible(local)) return [];
  const problem =
    local === remote
      ? `The client puts downloads into ${remote}, which is not seen here.`
      : `The client puts downloads into ${remote}, which would be ${local} here, and that is not seen.`;
  return [
    {
      step: 'folder',
      problem,
      remedy: 'Mount the folder here, and give a path mapping where it has another path here.',
    },
  ];
}

const plain = <T extends string | null>(text: T): T =>
  (text === null ? null : withoutSecrets(text, { origins: 'keep' })) as T;
