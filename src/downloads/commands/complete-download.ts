import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CompleteDownload } from '../domain/commands.js';
import { type Decision, DecisionRunner } from '../streams/decision-runner.js';
import { FileLists } from '../streams/file-lists.js';

/** All of it is there. */
@CommandHandler(CompleteDownload)
export class CompleteDownloadHandler implements ICommandHandler<CompleteDownload, Decision> {
  constructor(
    private readonly runner: DecisionRunner,
    private readonly fileLists: FileLists,
  ) {}

  /** The list is kept before the event that names it. */
  async execute({ downloadId, outputPath, files, sizeBytes, cause }: CompleteDownload) {
    const { files: first, moreFiles } = await this.fileLists.bound(files);
    return this.runner.run(new CompleteDownload(downloadId, outputPath, first, sizeBytes, cause, moreFiles));
  }
}
