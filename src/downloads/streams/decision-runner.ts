import { Injectable } from '@nestjs/common';
import { type Position, RevisionConflict } from '../../event-store/event-log.js';
import { type DownloadCommand } from '../domain/commands.js';
import { decide } from '../domain/decide.js';
import { type DownloadEvent } from '../domain/events.js';
import { type DownloadState } from '../domain/state.js';
import { StreamRepository } from './stream-repository.js';
import { StreamDirectory } from './stream-directory.js';

/** What a command came to. `position` is null when nothing new happened. */
export type Decision = { downloadId: string; position: Position | null; stream: string };

type AboutOneDownload = Extract<DownloadCommand, { downloadId: string }>;

/** Loads, decides, appends at the revision that was read, and starts over when somebody else was faster. */
@Injectable()
export class DecisionRunner {
  constructor(
    private readonly streams: StreamRepository,
    private readonly directory: StreamDirectory,
  ) {}

  /** The state of the stream that a download is in. @throws Refused not-found */
  async load(downloadId: string): Promise<DownloadState> {
    const { state } = await this.streams.loadItem(await this.directory.streamOf(downloadId));
    return state;
  }

  /** What `run` would append, without doing it. @throws Refused */
  async foresee(command: AboutOneDownload): Promise<DownloadEvent[]> {
    return decide(command, await this.load(command.downloadId));
  }

  /**
   * @param known the stream, where the projections may not know it yet
   * @throws Refused
   */
  async run(command: AboutOneDownload, known?: string): Promise<Decision> {
    const { downloadId } = command;
    const stream = known ?? (await this.directory.streamOf(downloadId));
    for (;;) {
      const { state, revision } = await this.streams.loadItem(stream);
      const events = decide(command, state);
      if (events.length === 0) return { downloadId, position: null, stream };
      try {
        const { position } = await this.streams.append(stream, events, revision, command.cause);
        return { downloadId, position, stream };
      } catch (error) {
        if (!(error instanceof RevisionConflict)) throw error;
      }
    }
  }
}
