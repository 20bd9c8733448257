import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { type FileFacts, fileFacts } from '../../library/disk/file-facts.js';
import { type RefusalDetails, Refused } from '../domain/refused.js';
import { ReadYourWrites } from '../streams/read-your-writes.js';
import { type DownloadView } from './download-view.js';
import { GetDownload } from './get-download.js';

/** What a refusal is about, as it is now: the download that is in the way, and the files that are on disk. */
export type Explanation = { existing?: DownloadView; files?: FileFacts[] };

export class ExplainRefusal extends Query<Explanation> {
  constructor(readonly details: RefusalDetails) {
    super();
  }
}

@QueryHandler(ExplainRefusal)
export class ExplainRefusalHandler implements IQueryHandler<ExplainRefusal> {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ details }: ExplainRefusal): Promise<Explanation> {
    const [existing, files] = await Promise.all([this.existing(details), details.files && fileFacts(details.files)]);
    return { ...(existing && { existing }), ...(files && { files }) };
  }

  private async existing({ existing: id, existingStream }: RefusalDetails): Promise<DownloadView | undefined> {
    if (id === undefined) return undefined;
    const question = new GetDownload(id, existingStream);
    const known = await orNone(this.queries.execute(question));
    if (known) return known;
    // Known to the log alone, by whoever was refused: the projections are about to have it.
    await this.readYourWrites.waitForNewest();
    return orNone(this.queries.execute(question));
  }
}

async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && error.code === 'not-found') return undefined;
    throw error;
  }
}
